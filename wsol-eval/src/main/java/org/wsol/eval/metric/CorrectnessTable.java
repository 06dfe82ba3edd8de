package org.wsol.eval.metric;

import java.util.Arrays;
import java.util.BitSet;
import org.wsol.eval.box.ThresholdGrid;

/**
 * The thresholds at which each image's box is correct, for one box rule and overlap. Stored as the levels at which
 * correctness changes, so that the accuracy at all thresholds for any weighting of the images takes only a few
 * additions per image, as needed by the bootstrap. Immutable.
 */
public final class CorrectnessTable {
    private final ScoreStore scores;
    private final int[] order;
    private final int table;

    CorrectnessTable(ScoreStore scores, int[] order, int table) {
        this.scores = scores;
        this.order = order;
        this.table = table;
    }

    /** Number of images. */
    public int images() {
        return order.length;
    }

    /** The thresholds. */
    public ThresholdGrid grid() {
        return scores.grid();
    }

    /**
     * The number of correct images at every threshold.
     *
     * @param weights how often each image is counted, 0 or more
     */
    public long[] correct(int[] weights) {
        long[] change = new long[grid().size() + 1];
        for (int image = 0; image < order.length; image++) {
            if (weights[image] != 0) {
                scores.addChanges(order[image], table, weights[image], change);
            }
        }
        long[] correct = new long[grid().size()];
        long running = 0;
        for (int i = 0; i < correct.length; i++) {
            running += change[i];
            correct[i] = running;
        }
        return correct;
    }

    /** The correct images at a threshold, which need not be one of the grid. */
    BitSet localized(double threshold) {
        BitSet localized = new BitSet(order.length);
        for (int image = 0; image < order.length; image++) {
            localized.set(image, scores.isLocalized(order[image], table, threshold));
        }
        return localized;
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
        long total = Arrays.stream(weights).asLongStream().sum();
        return new BestThreshold(best, grid().threshold(best), correct[best] * 100.0 / total);
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
