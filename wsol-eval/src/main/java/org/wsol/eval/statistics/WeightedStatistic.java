package org.wsol.eval.statistics;

/** A number computed from a set of images each of which counts a number of times: what the bootstrap resamples. */
@FunctionalInterface
public interface WeightedStatistic {

    /**
     * The number.
     *
     * @param weights how often each image counts, 0 or more, in the images' order
     */
    double value(int[] weights);
}
