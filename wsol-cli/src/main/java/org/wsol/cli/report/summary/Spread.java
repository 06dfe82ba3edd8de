package org.wsol.cli.report.summary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;
import org.wsol.cli.report.input.Interval;

/**
 * Mean and scatter of some values, for example of one metric over seeds.
 *
 * @param count number of values, at least 1
 * @param mean arithmetic mean
 * @param standardDeviation sample standard deviation (divisor n - 1); empty for a single value
 * @param interval 95 % interval of the mean by Student's t; empty for a single value
 */
public record Spread(int count, double mean, OptionalDouble standardDeviation, Optional<Interval> interval) {
    private static final double UPPER_TAIL = 0.025;

    /** The spread of some values; empty where there are none. */
    public static Optional<Spread> of(List<Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (numbers.length == 0) {
            return Optional.empty();
        }
        double mean = Arrays.stream(numbers).average().orElseThrow();
        return Optional.of(numbers.length == 1 ? single(mean) : several(numbers, mean));
    }

    private static Spread single(double value) {
        return new Spread(1, value, OptionalDouble.empty(), Optional.empty());
    }

    private static Spread several(double[] numbers, double mean) {
        int n = numbers.length;
        double squares =
                Arrays.stream(numbers).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / (n - 1));
        double half = TDistribution.of(n - 1).inverseSurvivalProbability(UPPER_TAIL) * deviation / Math.sqrt(n);
        return new Spread(n, mean, OptionalDouble.of(deviation), Optional.of(new Interval(mean - half, mean + half)));
    }
}
