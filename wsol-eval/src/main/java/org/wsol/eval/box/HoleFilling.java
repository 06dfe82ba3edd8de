package org.wsol.eval.box;

import java.util.Arrays;

/**
 * Fills the holes of all thresholds at once: every pixel gets the smallest level that must be crossed on a 4-connected way to
 * the outside. A pixel of the result is above a threshold exactly when, at that threshold, it belongs to an outermost region
 * or to anything that region encloses. A few scans over the map settle smooth maps; what winds more is flooded from the edge
 * with one bucket a level. Not safe for use by several threads.
 */
final class HoleFilling {
    private static final int SCANS = 3;
    private final int height;
    private final int width;
    private final byte[] filled;
    private final int[] costs;
    private final BucketFlood flood;

    HoleFilling(int height, int width) {
        this.height = height;
        this.width = width;
        this.filled = new byte[height * width];
        this.costs = new int[height * width];
        this.flood = new BucketFlood(height, width);
    }

    /** The filled levels, row-major; the array is overwritten by the next call. */
    byte[] fill(byte[] levels) {
        Arrays.fill(costs, Integer.MAX_VALUE);
        boolean changed = true;
        for (int scan = 0; scan < SCANS && changed; scan++) {
            changed = scanDown(levels);
            changed |= scanUp(levels);
        }
        if (changed) {
            flood.fill(levels, filled);
            return filled;
        }
        for (int i = 0; i < filled.length; i++) {
            filled[i] = (byte) costs[i];
        }
        return filled;
    }

    private boolean scanDown(byte[] levels) {
        boolean changed = false;
        for (int y = 0; y < height; y++) {
            int left = 0;
            for (int x = 0, i = y * width; x < width; x++, i++) {
                int above = y == 0 ? 0 : costs[i - width];
                int cost = Math.max(levels[i] & 0xff, Math.min(left, above));
                left = costs[i];
                if (cost < left) {
                    costs[i] = cost;
                    left = cost;
                    changed = true;
                }
            }
        }
        return changed;
    }

    private boolean scanUp(byte[] levels) {
        boolean changed = false;
        for (int y = height - 1; y >= 0; y--) {
            int right = 0;
            for (int x = width - 1, i = y * width + x; x >= 0; x--, i--) {
                int below = y == height - 1 ? 0 : costs[i + width];
                int cost = Math.max(levels[i] & 0xff, Math.min(right, below));
                right = costs[i];
                if (cost < right) {
                    costs[i] = cost;
                    right = cost;
                    changed = true;
                }
            }
        }
        return changed;
    }
}
