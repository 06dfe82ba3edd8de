package org.wsol.eval.protocol;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.GroundTruth;
import org.wsol.eval.metric.LocalizationReport;

/** Images with manually defined maps, evaluated together. */
final class PaintedImages {
    private final int side;
    private final ImageSize imageSize;
    private final BoxEvaluator evaluator;
    private double[] scores;

    private PaintedImages(ImageSize imageSize, BoxEvaluationSettings settings) {
        this.side = settings.evaluationSize().width();
        this.imageSize = imageSize;
        this.evaluator = new BoxEvaluator(settings);
        this.scores = new double[side * side];
    }

    /** Images of the same size as their maps. */
    static PaintedImages ofSide(int side) {
        return of(ImageSize.square(side), side, List.of(50));
    }

    static PaintedImages of(ImageSize imageSize, int side, List<Integer> iouPercents) {
        BoxEvaluationSettings usual = BoxEvaluationSettings.reference();
        return new PaintedImages(
                imageSize,
                new BoxEvaluationSettings(
                        ImageSize.square(side), 0.1, iouPercents, usual.mapClass(), usual.componentThreshold()));
    }

    /** Sets all pixels of a rectangle of the current map, corners inclusive. */
    PaintedImages paint(int x0, int y0, int x1, int y1, double score) {
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                scores[y * side + x] = score;
            }
        }
        return this;
    }

    /** Adds the current map, classified correctly, and starts an empty one. */
    PaintedImages add(int label, Box... truth) {
        return add(label, List.of(label), truth);
    }

    PaintedImages add(int label, List<Integer> predicted, Box... truth) {
        evaluator.add(
                new GroundTruth("image" + evaluator.size(), label, imageSize, List.of(truth)),
                ScoreArray.of(side, side, scores),
                Optional.of(new ClassPrediction(predicted)));
        scores = new double[side * side];
        return this;
    }

    BoxEvaluation finish() {
        return evaluator.finish();
    }

    LocalizationReport report(Protocol protocol) {
        return finish().report(protocol);
    }
}
