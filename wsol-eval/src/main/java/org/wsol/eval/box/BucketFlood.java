package org.wsol.eval.box;

import java.util.Arrays;

/**
 * Floods a map from its edge, lowest level first, with one bucket per level: linear in the number of pixels. Each pixel
 * gets the level at which the flood reaches it. Not safe for use by several threads.
 */
final class BucketFlood {
    private static final int NONE = -1;
    private static final int LEVELS = 256;
    private final int height;
    private final int width;
    private final boolean[] reached;
    private final int[] next;
    private final int[] head = new int[LEVELS];

    BucketFlood(int height, int width) {
        this.height = height;
        this.width = width;
        this.reached = new boolean[height * width];
        this.next = new int[height * width];
    }

    /** Computes the flood levels. */
    void fill(byte[] levels, byte[] filled) {
        Arrays.fill(reached, false);
        Arrays.fill(head, NONE);
        for (int x = 0; x < width; x++) {
            reach(x, 0, levels, filled);
            reach((height - 1) * width + x, 0, levels, filled);
        }
        for (int y = 0; y < height; y++) {
            reach(y * width, 0, levels, filled);
            reach(y * width + width - 1, 0, levels, filled);
        }
        for (int level = 0; level < LEVELS; level++) {
            while (head[level] != NONE) {
                int position = head[level];
                head[level] = next[position];
                spread(position, level, levels, filled);
            }
        }
    }

    private void spread(int position, int level, byte[] levels, byte[] filled) {
        int x = position % width;
        if (x > 0) {
            reach(position - 1, level, levels, filled);
        }
        if (x < width - 1) {
            reach(position + 1, level, levels, filled);
        }
        if (position >= width) {
            reach(position - width, level, levels, filled);
        }
        if (position < levels.length - width) {
            reach(position + width, level, levels, filled);
        }
    }

    private void reach(int position, int from, byte[] levels, byte[] filled) {
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
