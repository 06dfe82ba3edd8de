package org.wsol.maps.faithfulness;

import java.util.function.Function;
import org.wsol.core.ScoreMap;
import org.wsol.maps.Evidence;

/**
 * How faithful one image's map is, softmax probabilities throughout.
 *
 * @param confidence the class's probability before and after the image is seen through the map
 * @param deletion area under the curve while the image is taken away; low is good
 * @param insertion area under the curve while it is shown over a blurred one; high is good
 * @param road ROAD over nine percentiles
 * @param arcc the harmonic mean of how little the map shows, how well it explains itself and ROAD
 */
public record Faithfulness(
        ConfidenceChange confidence, double deletion, double insertion, Road.Summary road, Arcc arcc) {
    private static final int STEPS = 20;

    /**
     * Measures one map: 69 further passes through the network, and the map of one changed image.
     *
     * @param map scores in [0, 1] at the image's size
     * @param maker makes such a map of another image
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
