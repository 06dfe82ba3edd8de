package org.wsol.report.summary;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;
import org.wsol.eval.statistics.SeedSummary;
import org.wsol.experiment.results.TestScores.Interval;

/**
 * Mean and scatter of some values, for example of one metric over seeds.
 *
 * @param count number of values, at least 1
 * @param mean arithmetic mean
 * @param standardDeviation sample standard deviation (divisor n - 1); empty for a single value
 * @param interval 95 % interval of the mean by Student's t; empty for a single value
 */
public record SeedStatistics(int count, double mean, OptionalDouble standardDeviation, Optional<Interval> interval) {
    private static final double UPPER_TAIL = 0.025;

    /** The statistics of values; empty if there are none. */
    public static Optional<SeedStatistics> of(List<Double> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(of(SeedSummary.of(
                        values.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private static SeedStatistics of(SeedSummary summary) {
        int n = summary.runs();
        double mean = summary.mean();
        if (n == 1) {
            return new SeedStatistics(1, mean, OptionalDouble.empty(), Optional.empty());
        }
        double deviation = summary.deviation();
        double half = TDistribution.of(n - 1).inverseSurvivalProbability(UPPER_TAIL) * deviation / Math.sqrt(n);
        return new SeedStatistics(
                n, mean, OptionalDouble.of(deviation), Optional.of(new Interval(mean - half, mean + half)));
    }
}
