package org.wsol.eval.box;

import java.util.Arrays;

/**
 * The maximum at each threshold level of values that are valid over spans of levels. A span costs two comparisons: it
 * is covered by two overlapping runs with a power of two as length, and {@link #settle()} distributes the runs once at
 * the end. Not safe for use by several threads.
 */
final class SpanMaxima {
    private static final int LEVELS = 256;
    private static final int RUNS = 9;
    private final double[][] best = new double[RUNS][LEVELS];
    private final long[][] boxes = new long[RUNS][LEVELS];

    void clear() {
        for (double[] row : best) {
            Arrays.fill(row, Double.NEGATIVE_INFINITY);
        }
    }

    /** Enters a value for the levels {@code lowest..highest}; for ties the first value is kept. */
    void enter(int lowest, int highest, double value, long box) {
        int run = 31 - Integer.numberOfLeadingZeros(highest - lowest + 1);
        raise(run, lowest, value, box);
        raise(run, highest - (1 << run) + 1, value, box);
    }

    private void raise(int run, int level, double value, long box) {
        if (value > best[run][level]) {
            best[run][level] = value;
            boxes[run][level] = box;
        }
    }

    /** Makes {@link #value} and {@link #box} valid. */
    void settle() {
        for (int run = RUNS - 1; run > 0; run--) {
            int half = 1 << (run - 1);
            for (int level = 0; level + 2 * half <= LEVELS; level++) {
                double value = best[run][level];
                raise(run - 1, level, value, boxes[run][level]);
                raise(run - 1, level + half, value, boxes[run][level]);
            }
        }
    }

    double value(int level) {
        return best[0][level];
    }

    long box(int level) {
        return boxes[0][level];
    }
}
