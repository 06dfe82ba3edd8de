package org.wsol.maps.faithfulness;

import java.util.function.Function;
import org.wsol.core.ScoreMap;
import org.wsol.maps.Evidence;

/**
 * The faithfulness of one image's map, based on softmax probabilities.
 *
 * @param confidence the class's probability before and after multiplying the image by the map
 * @param deletion area under the deletion curve; lower is better
 * @param insertion area under the insertion curve, starting from a blurred image; higher is better
 * @param road ROAD over nine percentiles
 * @param arcc ARCC: the harmonic mean of 1 - complexity, coherency and ROAD
 */
public record Faithfulness(
        ConfidenceChange confidence, double deletion, double insertion, Road.Summary road, Arcc arcc) {
    private static final int STEPS = 20;

    /**
     * Measures one map: takes 69 passes through the network and the map of one modified image.
     *
     * @param map scores in [0, 1] at the image's size
     * @param maker computes such a map of another image
     */
    public static Faithfulness of(Evidence evidence, ScoreMap map, Function<Evidence, ScoreMap> maker) {
        Target target = Target.PROBABILITY;
        return new Faithfulness(
                ConfidenceChange.of(evidence, map, target),
                PixelCurve.of(evidence, map, PixelCurve.Direction.DELETION, Baseline.meanColour(), target, STEPS)
                        .area(),
                PixelCurve.of(evidence, map, PixelCurve.Direction.INSERTION, Baseline.blurred(), target, STEPS)
                        .area(),
                Road.standard().summary(evidence, map, Road.PERCENTILES),
                Arcc.of(evidence, map, maker, Road.standard()));
    }

    /** Mean score of the map, in [0, 1]. */
    public double complexity() {
        return arcc.complexity();
    }
}
