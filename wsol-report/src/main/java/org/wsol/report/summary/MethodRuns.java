package org.wsol.report.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.RunMetrics;

/**
 * The finished runs of one tag: the same experiment with different seeds.
 *
 * @param tag the tag, unique in a report
 * @param runs the runs in session order, at least one, all with metrics
 */
public record MethodRuns(String tag, List<ReportedRun> runs) {

    /** Keeps an unmodifiable copy. */
    public MethodRuns {
        runs = List.copyOf(runs);
    }

    /** The metrics of every run. */
    public List<RunMetrics> metrics() {
        return runs.stream().map(run -> run.metrics().orElseThrow()).toList();
    }

    /** The run whose images and maps represent the tag: the one with the smallest seed. */
    public ReportedRun representative() {
        return runs.stream()
                .min(Comparator.comparingLong(run -> run.entry().seed()))
                .orElseThrow();
    }

    /** The available values, one per run. */
    public List<Double> values(Function<RunMetrics, OptionalDouble> value) {
        return metrics().stream()
                .map(value)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    /** The available values by seed. */
    public Map<Long, Double> valuesBySeed(Function<RunMetrics, OptionalDouble> value) {
        Map<Long, Double> bySeed = new TreeMap<>();
        for (ReportedRun run : runs) {
            value.apply(run.metrics().orElseThrow())
                    .ifPresent(v -> bySeed.put(run.entry().seed(), v));
        }
        return bySeed;
    }

    /** Values minus those of another tag with the same seed. */
    public List<Double> differences(MethodRuns other, Function<RunMetrics, OptionalDouble> value) {
        Map<Long, Double> theirs = other.valuesBySeed(value);
        List<Double> differences = new ArrayList<>();
        valuesBySeed(value).forEach((seed, mine) -> {
            if (theirs.containsKey(seed)) {
                differences.add(mine - theirs.get(seed));
            }
        });
        return differences;
    }

    /** Whether all runs of both were tested on the same images; without results per image their number decides. */
    public boolean sharesImages(MethodRuns other) {
        List<ReportedRun> all =
                Stream.concat(runs.stream(), other.runs.stream()).toList();
        boolean sameCount = all.stream()
                        .map(run -> run.metrics().orElseThrow().test().count())
                        .distinct()
                        .count()
                == 1;
        boolean sameImages = all.stream()
                        .flatMapToLong(run -> run.testImages().stream())
                        .distinct()
                        .count()
                <= 1;
        return sameCount && sameImages;
    }
}
