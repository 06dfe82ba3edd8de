package org.wsol.eval.statistics;

import java.util.Arrays;

/**
 * A summary of one metric over runs that differ in their seed.
 *
 * @param runs number of runs, at least 1
 * @param mean their mean
 * @param deviation their standard deviation, with n - 1 in the denominator; 0 for a single run
 */
public record SeedSummary(int runs, double mean, double deviation) {

    /** The summary of values, at least one. */
    public static SeedSummary of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no value to summarise");
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new SeedSummary(values.length, mean, deviation);
    }
}
