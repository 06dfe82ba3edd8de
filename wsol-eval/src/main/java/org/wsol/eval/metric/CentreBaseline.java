package org.wsol.eval.metric;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.ScoreArray;

/**
 * The scores without looking at an image: every map is a Gaussian in the middle. Choe et al., CVPR 2020, compare with
 * it (Section 5.2); a method that is not clearly better has localized nothing.
 */
public final class CentreBaseline {
    /** Standard deviation as a share of the side; boxes of all sizes appear at some threshold, whatever it is. */
    private static final double DEVIATION = 0.25;

    /** Finer steps change the baseline by less than a hundredth of a percent, and take as long as the evaluation itself. */
    private static final double INTERVAL = 0.01;

    private CentreBaseline() {}

    /** The baseline on the images of an evaluation, under the same settings. */
    public static BoxEvaluation on(BoxEvaluation evaluated) {
        BoxEvaluationSettings settings = evaluated.settings();
        BoxEvaluator evaluator = new BoxEvaluator(settings.withInterval(Math.max(INTERVAL, settings.interval())));
        ScoreArray map = map(settings.evaluationSize());
        evaluated.images().parallelStream().forEach(image -> evaluator.add(image.truth(), map, Optional.empty()));
        return evaluator.finish();
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
