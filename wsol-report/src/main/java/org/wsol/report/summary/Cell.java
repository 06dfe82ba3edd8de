package org.wsol.report.summary;

import java.util.Optional;
import java.util.OptionalDouble;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.TestScores.Interval;

/**
 * One metric of one tag in the result table.
 *
 * @param spread mean and scatter over seeds; empty if no run has the metric
 * @param imageInterval 95 % bootstrap interval over images, only for a single run
 * @param difference paired difference from the baseline over common seeds; empty for the baseline itself and for other
 *     test images
 * @param missing the reason why the metric is missing, if known
 */
public record Cell(
        Optional<SeedStatistics> spread,
        Optional<Interval> imageInterval,
        Optional<SeedStatistics> difference,
        Optional<String> missing) {

    /** The cell of a tag. */
    public static Cell of(Metric metric, MethodRuns method, MethodRuns baseline) {
        Optional<SeedStatistics> spread = SeedStatistics.of(method.values(metric::of));
        Optional<SeedStatistics> difference = method.equals(baseline) || !method.sharesImages(baseline)
                ? Optional.empty()
                : SeedStatistics.of(method.differences(baseline, metric::of));
        return new Cell(spread, imageInterval(metric, method), difference, missing(metric, method));
    }

    private static Optional<Interval> imageInterval(Metric metric, MethodRuns method) {
        if (method.runs().size() != 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(method.metrics().get(0).test().intervals().get(metric.key()));
    }

    private static Optional<String> missing(Metric metric, MethodRuns method) {
        return method.metrics().stream()
                .map(RunMetrics::missing)
                .filter(missing -> missing.containsKey(metric.key()))
                .map(missing -> missing.get(metric.key()))
                .findFirst();
    }

    /** The interval to show: over seeds if there are several, else over images; clipped to [0, 100]. */
    public Optional<Interval> interval() {
        return spread.flatMap(SeedStatistics::interval)
                .or(() -> imageInterval)
                .map(range -> new Interval(Math.max(0, range.lower()), Math.min(100, range.upper())));
    }

    /** The mean, if any. */
    public OptionalDouble mean() {
        return spread.map(s -> OptionalDouble.of(s.mean())).orElse(OptionalDouble.empty());
    }
}
