package org.wsol.maps.faithfulness;

import java.util.Arrays;
import java.util.Comparator;
import org.wsol.core.ScoreMap;

/** Places of a map from the highest score to the lowest; equal ones row by row, so that the order never depends on chance. */
final class PixelOrder {
    private PixelOrder() {}

    static int[] descending(ScoreMap map) {
        float[] scores = map.toArray();
        Integer[] order = new Integer[scores.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparing((Integer i) -> -scores[i]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
