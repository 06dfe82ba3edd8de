package org.wsol.pipeline.drawing;

import java.awt.Color;

/**
 * A colour ramp from dark violet over red and orange to pale yellow, with lightness increasing linearly with the score.
 */
final class Colours {
    private static final int[][] ANCHORS = {
        {8, 5, 40}, {70, 12, 105}, {140, 35, 110}, {205, 65, 75}, {245, 120, 25}, {252, 190, 50}, {250, 250, 165}
    };

    private Colours() {}

    /** The colour of a score in [0, 1]. */
    static Color of(double score) {
        double position = Math.max(0, Math.min(1, score)) * (ANCHORS.length - 1);
        int below = Math.min((int) position, ANCHORS.length - 2);
        double share = position - below;
        int[] rgb = new int[3];
        for (int i = 0; i < 3; i++) {
            rgb[i] = (int) Math.round(ANCHORS[below][i] * (1 - share) + ANCHORS[below + 1][i] * share);
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }
}
