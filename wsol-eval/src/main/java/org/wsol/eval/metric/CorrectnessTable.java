package org.wsol.eval.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.wsol.eval.box.LevelCurve;
import org.wsol.eval.box.ThresholdGrid;

/**
 * The thresholds at which each image's box is correct, for one overlap. Stored as runs of thresholds, so that the
 * accuracy at all thresholds for any weighting of the images takes only a few additions per image, as needed by the
 * bootstrap. Immutable.
 */
public final class CorrectnessTable {
    private final ThresholdGrid grid;
    private final int[][] runs;

    private CorrectnessTable(ThresholdGrid grid, int[][] runs) {
        this.grid = grid;
        this.runs = runs;
    }

    /**
     * The table of curves.
     *
     * @param iouPercent minimum overlap in percent for a correct box
     */
    public static CorrectnessTable of(List<LevelCurve> curves, ThresholdGrid grid, int iouPercent) {
        double needed = iouPercent / 100.0;
        int[][] runs = curves.stream().map(curve -> runsOf(curve, grid, needed)).toArray(int[][]::new);
        return new CorrectnessTable(grid, runs);
    }

    private static int[] runsOf(LevelCurve curve, ThresholdGrid grid, double needed) {
        IntStream.Builder toggles = IntStream.builder();
        boolean correct = false;
        for (int i = 0; i < grid.size(); i++) {
            boolean now = curve.iou(grid.threshold(i)) >= needed;
            if (now != correct) {
                toggles.add(i);
                correct = now;
            }
        }
        return toggles.build().toArray();
    }

    /** Number of images. */
    public int images() {
        return runs.length;
    }

    /** The thresholds. */
    public ThresholdGrid grid() {
        return grid;
    }

    /**
     * The number of correct images at every threshold.
     *
     * @param weights how often each image is counted, 0 or more
     */
    public long[] correct(int[] weights) {
        long[] change = new long[grid.size() + 1];
        for (int image = 0; image < runs.length; image++) {
            int sign = weights[image];
            for (int toggle : runs[image]) {
                change[toggle] += sign;
                sign = -sign;
            }
        }
        long[] correct = new long[grid.size()];
        long running = 0;
        for (int i = 0; i < correct.length; i++) {
            running += change[i];
            correct[i] = running;
        }
        return correct;
    }

    /**
     * The best accuracy and the first threshold that reaches it.
     *
     * @param weights how often each image is counted, 0 or more and not all 0
     */
    public BestThreshold best(int[] weights) {
        long[] correct = correct(weights);
        int best = 0;
        for (int i = 1; i < correct.length; i++) {
            if (correct[i] > correct[best]) {
                best = i;
            }
        }
        long total = java.util.Arrays.stream(weights).asLongStream().sum();
        return new BestThreshold(best, grid.threshold(best), correct[best] * 100.0 / total);
    }

    /**
     * The best accuracy over all thresholds.
     *
     * @param index index in the grid of the first threshold that reaches it
     * @param threshold that threshold, a share of the map's maximum
     * @param accuracy in percent
     */
    public record BestThreshold(int index, double threshold, double accuracy) {}
}
