package org.wsol.eval.box;

import java.util.Arrays;

/**
 * Fills the holes of all thresholds at once: every pixel gets the smallest level that must be crossed on a 4-connected way to
 * the outside. A pixel of the result is above a threshold exactly when, at that threshold, it belongs to an outermost region
 * or to anything that region encloses. A flood from the edge with one bucket a level, linear in the number of pixels. Not
 * safe for use by several threads.
 */
final class HoleFilling {
    private static final int NONE = -1;
    private static final int LEVELS = 256;
    private final int height;
    private final int width;
    private final byte[] filled;
    private final boolean[] reached;
    private final int[] next;
    private final int[] head = new int[LEVELS];

    HoleFilling(int height, int width) {
        this.height = height;
        this.width = width;
        this.filled = new byte[height * width];
        this.reached = new boolean[height * width];
        this.next = new int[height * width];
    }

    /** The filled levels, row-major; the array is overwritten by the next call. */
    byte[] fill(byte[] levels) {
        Arrays.fill(reached, false);
        Arrays.fill(head, NONE);
        for (int x = 0; x < width; x++) {
            reach(x, 0, levels);
            reach((height - 1) * width + x, 0, levels);
        }
        for (int y = 0; y < height; y++) {
            reach(y * width, 0, levels);
            reach(y * width + width - 1, 0, levels);
        }
        for (int level = 0; level < LEVELS; level++) {
            while (head[level] != NONE) {
                int position = head[level];
                head[level] = next[position];
                spread(position, level, levels);
            }
        }
        return filled;
    }

    private void spread(int position, int level, byte[] levels) {
        int x = position % width;
        if (x > 0) {
            reach(position - 1, level, levels);
        }
        if (x < width - 1) {
            reach(position + 1, level, levels);
        }
        if (position >= width) {
            reach(position - width, level, levels);
        }
        if (position < levels.length - width) {
            reach(position + width, level, levels);
        }
    }

    private void reach(int position, int from, byte[] levels) {
        if (reached[position]) {
            return;
        }
        reached[position] = true;
        int level = Math.max(from, levels[position] & 0xff);
        filled[position] = (byte) level;
        next[position] = head[level];
        head[level] = position;
    }
}
