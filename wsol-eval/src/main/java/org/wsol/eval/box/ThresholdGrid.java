package org.wsol.eval.box;

import java.util.Arrays;

/**
 * The thresholds of a score map: 0, interval, 2 x interval, ... below 1, as in {@code numpy.arange(0, 1, interval)}.
 * Immutable.
 */
public final class ThresholdGrid {
    /** The smallest step. */
    public static final double MIN_INTERVAL = 1e-6;

    private final double interval;
    private final double[] thresholds;

    /**
     * Creates a grid.
     *
     * @param interval the step, in [1e-6, 1)
     */
    public ThresholdGrid(double interval) {
        if (!(interval >= MIN_INTERVAL && interval < 1)) {
            throw new IllegalArgumentException(
                    "the threshold interval must be at least " + MIN_INTERVAL + " and below 1, was " + interval);
        }
        this.interval = interval;
        this.thresholds = new double[(int) Math.ceil(1 / interval)];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = i * interval;
        }
    }

    /** The step. */
    public double interval() {
        return interval;
    }

    /** Number of thresholds. */
    public int size() {
        return thresholds.length;
    }

    /** The i-th threshold, a share of the map's maximum. */
    public double threshold(int index) {
        return thresholds[index];
    }

    /**
     * The integer level of a threshold: {@code (int) (threshold * max)}; pixels strictly above it are foreground.
     *
     * @param threshold a share of the maximum, at least 0
     * @param max the largest level of the map
     */
    public static int levelOf(double threshold, int max) {
        return (int) (threshold * max);
    }

    /** The integer levels of all thresholds for a map with the given maximum. */
    public int[] levels(int max) {
        int[] levels = new int[thresholds.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = levelOf(thresholds[i], max);
        }
        return levels;
    }

    /**
     * For each level below a map's maximum (at least one), the index of the first threshold at that level or above;
     * {@link #size} if there is none.
     *
     * @param max the largest level of the map
     */
    public int[] firstAtLevel(int max) {
        int[] first = new int[Math.max(1, max)];
        int level = 0;
        for (int i = 0; i < thresholds.length; i++) {
            for (int reached = levelOf(thresholds[i], max); level <= reached && level < first.length; level++) {
                first[level] = i;
            }
        }
        Arrays.fill(first, level, first.length, thresholds.length);
        return first;
    }
}
