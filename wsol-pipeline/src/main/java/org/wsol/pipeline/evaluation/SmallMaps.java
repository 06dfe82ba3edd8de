package org.wsol.pipeline.evaluation;

import org.wsol.core.ScoreMap;

/** Reduces maps to a size at which one per image can be kept: blocks of positions are averaged. */
final class SmallMaps {
    private static final int LONGEST = 56;

    private SmallMaps() {}

    /**
     * The map itself if no side is longer than 56, else means of blocks of equal size; remaining positions join the
     * last block.
     */
    static ScoreMap of(ScoreMap map) {
        int factor = (Math.max(map.height(), map.width()) + LONGEST - 1) / LONGEST;
        if (factor == 1) {
            return map;
        }
        int height = Math.max(1, map.height() / factor);
        int width = Math.max(1, map.width() / factor);
        float[] sums = new float[height * width];
        int[] counts = new int[height * width];
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            int row = Math.min(height - 1, i / map.width() / factor);
            int column = Math.min(width - 1, i % map.width() / factor);
            sums[row * width + column] += values[i];
            counts[row * width + column]++;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        return ScoreMap.of(height, width, sums);
    }
}
