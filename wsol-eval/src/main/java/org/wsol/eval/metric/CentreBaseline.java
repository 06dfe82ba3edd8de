package org.wsol.eval.metric;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.ScoreArray;

/**
 * A baseline that does not use the image: every map is a Gaussian in the middle. Used for comparison by Choe et al.,
 * CVPR 2020 (Section 5.2); a method that is not clearly better does not localize.
 */
public final class CentreBaseline {
    /** Standard deviation as a share of the side; any value gives boxes of all sizes at some threshold. */
    private static final double DEVIATION = 0.25;

    /** Finer steps change the baseline by less than 0.01 percent, but take as long as the evaluation itself. */
    private static final double INTERVAL = 0.01;

    private CentreBaseline() {}

    /** The baseline's accuracies on the images of an evaluation, with the same settings and its own best thresholds. */
    public static LocalizationReport on(BoxEvaluation evaluated) {
        BoxEvaluationSettings settings = evaluated.settings();
        RunningBoxEvaluation baseline =
                new RunningBoxEvaluation(settings.withInterval(Math.max(INTERVAL, settings.interval())));
        ScoreArray map = map(settings.evaluationSize());
        evaluated.images().parallelStream().forEach(image -> baseline.add(image.truth(), map, Optional.empty()));
        return baseline.oracle();
    }

    /** The map: a Gaussian in the middle, 1 at its peak. */
    public static ScoreArray map(ImageSize size) {
        double[] scores = new double[Math.toIntExact(size.area())];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double dy = ((y + 0.5) / size.height() - 0.5) / DEVIATION;
                double dx = ((x + 0.5) / size.width() - 0.5) / DEVIATION;
                scores[y * size.width() + x] = Math.exp(-(dx * dx + dy * dy) / 2);
            }
        }
        return ScoreArray.of(size.height(), size.width(), scores);
    }
}
