package org.wsol.eval.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.wsol.eval.box.LevelCurve;
import org.wsol.eval.box.ThresholdGrid;

/**
 * At which thresholds each image's box is correct, for one overlap. Kept as runs of thresholds, so that the accuracy at all
 * thresholds of any weighting of the images costs a few additions an image: what the bootstrap needs. Immutable.
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
     * @param iouPercent correct when the overlap is at least this many percent
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
     * The accuracy at every threshold, in percent.
     *
     * @param weights how often each image counts, 0 or more
     */
    public double[] accuracies(int[] weights) {
        long[] change = new long[grid.size() + 1];
        long total = 0;
        for (int image = 0; image < runs.length; image++) {
            int weight = weights[image];
            total += weight;
            int sign = weight;
            for (int toggle : runs[image]) {
                change[toggle] += sign;
                sign = -sign;
            }
        }
        double[] accuracies = new double[grid.size()];
        long correct = 0;
        for (int i = 0; i < accuracies.length; i++) {
            correct += change[i];
            accuracies[i] = correct * 100.0 / total;
        }
        return accuracies;
    }

    /** The best accuracy and the first threshold that attains it. */
    public BestThreshold best(int[] weights) {
        double[] accuracies = accuracies(weights);
        int best = 0;
        for (int i = 1; i < accuracies.length; i++) {
            if (accuracies[i] > accuracies[best]) {
                best = i;
            }
        }
        return new BestThreshold(grid.threshold(best), accuracies[best]);
    }

    /**
     * The best accuracy over all thresholds.
     *
     * @param threshold the first threshold that attains it, a share of the map's maximum
     * @param accuracy in percent
     */
    public record BestThreshold(double threshold, double accuracy) {}
}
