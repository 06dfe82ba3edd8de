package org.wsol.eval.box;

/**
 * Fills the holes of all thresholds at once: every pixel gets the smallest level that must be crossed on a 4-connected
 * path to the outside. A pixel of the result is above a threshold exactly if, at that threshold, it belongs to an
 * outermost region or is enclosed by one. One scan down and one up determine most pixels of a smooth map, and a few
 * rounds determine the others; more convoluted maps are flooded from the edge. Not safe for use by several threads.
 */
final class HoleFilling {
    private static final int ROUNDS = 6;
    private static final int LARGEST_OPEN_SHARE = 4;
    private final int height;
    private final int width;
    private final byte[] filled;
    private final int[] costs;
    private final int[] open;
    private final BucketFlood flood;

    HoleFilling(int height, int width) {
        this.height = height;
        this.width = width;
        this.filled = new byte[height * width];
        this.costs = new int[height * width];
        this.open = new int[height * width];
        this.flood = new BucketFlood(height, width);
    }

    /** The filled levels, row-major; the array is overwritten by the next call. */
    byte[] fill(byte[] levels) {
        scanDown(levels);
        int count = scanUp(levels);
        if (count > levels.length / LARGEST_OPEN_SHARE || !settle(levels, count)) {
            flood.fill(levels, filled);
        }
        return filled;
    }

    private void scanDown(byte[] levels) {
        for (int y = 0; y < height; y++) {
            int left = 0;
            for (int x = 0, i = y * width; x < width; x++, i++) {
                int above = y == 0 ? 0 : costs[i - width];
                left = Math.max(levels[i] & 0xff, Math.min(left, above));
                costs[i] = left;
            }
        }
    }

    /**
     * Returns the number of pixels that are still above their own level; they are listed in {@code open}, the last row
     * first.
     */
    private int scanUp(byte[] levels) {
        int count = 0;
        for (int y = height - 1; y >= 0; y--) {
            int right = 0;
            for (int x = width - 1, i = y * width + x; x >= 0; x--, i--) {
                int below = y == height - 1 ? 0 : costs[i + width];
                int level = levels[i] & 0xff;
                right = Math.min(costs[i], Math.max(level, Math.min(right, below)));
                costs[i] = right;
                filled[i] = (byte) right;
                open[count] = i;
                count += right > level ? 1 : 0;
            }
        }
        return count;
    }

    /** Iterates over the open pixels in both directions until nothing changes; returns false if that takes too long. */
    private boolean settle(byte[] levels, int count) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean changed = false;
            for (int n = count - 1; n >= 0; n--) {
                changed |= lower(open[n], levels);
            }
            for (int n = 0; n < count; n++) {
                changed |= lower(open[n], levels);
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }

    private boolean lower(int i, byte[] levels) {
        // Pixels at the edge have their own level from the start, so open pixels have all four neighbours.
        int lowest = Math.min(Math.min(costs[i - 1], costs[i + 1]), Math.min(costs[i - width], costs[i + width]));
        int cost = Math.max(levels[i] & 0xff, lowest);
        if (cost >= costs[i]) {
            return false;
        }
        costs[i] = cost;
        filled[i] = (byte) cost;
        return true;
    }
}
