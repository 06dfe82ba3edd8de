package org.wsol.eval.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wsol.core.random.SplitMix64;

/**
 * Resampling of images with replacement (Efron and Tibshirani, An Introduction to the Bootstrap, 1993): intervals are
 * percentiles of the resampled statistics. The same seed gives the same result on any number of threads.
 *
 * @param replicates number of resamples, at least 100
 * @param confidence share of the resampled statistics inside the interval, in (0, 1)
 * @param seed seed of the resampling
 */
public record Bootstrap(int replicates, double confidence, long seed) {
    private static final int FEWEST = 100;

    /** Rejects too few replicates and a confidence outside (0, 1). */
    public Bootstrap {
        if (replicates < FEWEST || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a bootstrap needs at least " + FEWEST
                    + " replicates and a confidence between 0 and 1, got " + replicates + " and " + confidence);
        }
    }

    /** 2,000 replicates, 95 percent, seed 0. */
    public static Bootstrap standard() {
        return new Bootstrap(2000, 0.95, 0);
    }

    /** The interval of a statistic over a set of {@code images} images. */
    public ConfidenceInterval interval(int images, WeightedStatistic statistic) {
        double[] values = IntStream.range(0, replicates)
                .parallel()
                .mapToDouble(r -> statistic.value(draw(r, images)))
                .sorted()
                .toArray();
        return interval(statistic.value(ones(images)), values);
    }

    /**
     * Compares two statistics of the same images; each replicate draws the same images for both. The p-value is the
     * share of resampled differences that, shifted to zero mean, are at least as far from 0 as the observed one.
     */
    public PairedComparison compare(int images, WeightedStatistic first, WeightedStatistic second) {
        WeightedStatistic difference = weights -> first.value(weights) - second.value(weights);
        double[] values = IntStream.range(0, replicates)
                .parallel()
                .mapToDouble(r -> difference.value(draw(r, images)))
                .sorted()
                .toArray();
        ConfidenceInterval interval = interval(difference.value(ones(images)), values);
        double observed = interval.estimate();
        double slack = 1e-9 * Math.max(1, Math.abs(observed));
        long asFar = Arrays.stream(values)
                .filter(value -> Math.abs(value - observed) >= Math.abs(observed) - slack)
                .count();
        return new PairedComparison(interval, (asFar + 1.0) / (replicates + 1.0));
    }

    private ConfidenceInterval interval(double estimate, double[] sorted) {
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(estimate, quantile(sorted, tail), quantile(sorted, 1 - tail), confidence);
    }

    /** Linear interpolation between the two nearest values. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private int[] draw(int replicate, int images) {
        SplitMix64 random = SplitMix64.named(seed, "bootstrap/" + replicate);
        int[] weights = new int[images];
        for (int i = 0; i < images; i++) {
            weights[random.nextInt(images)]++;
        }
        return weights;
    }

    private static int[] ones(int images) {
        int[] weights = new int[images];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** A statistic of a weighted set of images, as computed by the bootstrap. */
    @FunctionalInterface
    public interface WeightedStatistic {

        /**
         * Computes the statistic.
         *
         * @param weights how often each image is counted, 0 or more, in the images' order
         */
        double value(int[] weights);
    }

    /**
     * Two runs on the same images.
     *
     * @param difference first minus second, with its interval
     * @param pValue probability of a difference of at least this size if there is none, two-sided, in (0, 1]
     */
    public record PairedComparison(ConfidenceInterval difference, double pValue) {}

    /**
     * An estimate with its confidence interval over images.
     *
     * @param estimate the value on the set itself
     * @param low lower bound
     * @param high upper bound
     * @param confidence for example 0.95
     */
    public record ConfidenceInterval(double estimate, double low, double high, double confidence) {}
}
