package org.wsol.eval.metric;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.eval.protocol.Protocol;

/**
 * Settings for the evaluation of boxes.
 *
 * @param evaluationSize the size of maps, to which ground-truth boxes are scaled
 * @param interval the step between thresholds, in [1e-6, 1)
 * @param iouPercents the required overlaps, in percent
 * @param mapClass the class of the maps; reported with Top-1 and Top-5
 * @param componentThreshold the threshold of {@link Protocol.Bas}, which must be known before maps are added
 */
public record BoxEvaluationSettings(
        ImageSize evaluationSize,
        double interval,
        List<Integer> iouPercents,
        MapClass mapClass,
        double componentThreshold) {

    /** Copies the list; rejects an empty list, overlaps outside 1..100 and a component threshold outside [0, 1). */
    public BoxEvaluationSettings {
        iouPercents = List.copyOf(iouPercents);
        if (!(componentThreshold >= 0 && componentThreshold < 1)) {
            throw new IllegalArgumentException("a threshold must be at least 0 and below 1, was " + componentThreshold);
        }
        if (iouPercents.isEmpty() || iouPercents.stream().anyMatch(p -> p < 1 || p > 100)) {
            throw new IllegalArgumentException("overlaps must be 1 to 100 percent, were " + iouPercents);
        }
    }

    /** The reference evaluation: 224 x 224, interval 0.001, overlaps 30, 50 and 70 percent, map of the true class. */
    public static BoxEvaluationSettings reference() {
        return new BoxEvaluationSettings(
                ImageSize.square(224),
                0.001,
                List.of(30, 50, 70),
                MapClass.GROUND_TRUTH,
                Protocol.Bas.DEFAULT_THRESHOLD);
    }

    /** The same with another step between thresholds. */
    public BoxEvaluationSettings withInterval(double newInterval) {
        return new BoxEvaluationSettings(evaluationSize, newInterval, iouPercents, mapClass, componentThreshold);
    }

    /** The same with maps of another size. */
    public BoxEvaluationSettings withEvaluationSize(ImageSize newSize) {
        return new BoxEvaluationSettings(newSize, interval, iouPercents, mapClass, componentThreshold);
    }

    /** The same with maps of another class. */
    public BoxEvaluationSettings withMapClass(MapClass newMapClass) {
        return new BoxEvaluationSettings(evaluationSize, interval, iouPercents, newMapClass, componentThreshold);
    }

    /** The same with another threshold for the largest component. */
    public BoxEvaluationSettings withComponentThreshold(double newThreshold) {
        return new BoxEvaluationSettings(evaluationSize, interval, iouPercents, mapClass, newThreshold);
    }
}
