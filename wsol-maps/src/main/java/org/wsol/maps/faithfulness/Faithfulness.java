package org.wsol.maps.faithfulness;

import org.wsol.core.ScoreMap;
import org.wsol.maps.Evidence;

/**
 * How faithful one image's map is, softmax probabilities throughout.
 *
 * @param confidence the class's probability before and after the image is seen through the map
 * @param deletion area under the curve while the image is taken away; low is good
 * @param insertion area under the curve while it is shown over a blurred one; high is good
 * @param road ROAD over nine percentiles
 * @param complexity mean score of the map
 */
public record Faithfulness(
        ConfidenceChange confidence, double deletion, double insertion, Road.Summary road, double complexity) {
    private static final int STEPS = 20;

    /**
     * Measures one map: 61 further passes through the network.
     *
     * @param map scores in [0, 1] at the image's size
     */
    public static Faithfulness of(Evidence evidence, ScoreMap map) {
        Target target = Target.PROBABILITY;
        return new Faithfulness(
                ConfidenceChange.of(evidence, map, target),
                PixelCurve.of(evidence, map, PixelCurve.Direction.DELETION, Baseline.meanColour(), target, STEPS)
                        .area(),
                PixelCurve.of(evidence, map, PixelCurve.Direction.INSERTION, Baseline.blurred(), target, STEPS)
                        .area(),
                Road.standard().summary(evidence, map, Road.PERCENTILES),
                Arcc.complexity(map));
    }
}
