package org.wsol.report.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.RunMetrics;

/**
 * A key that the runs of a session set to different values, with the scores of each run.
 *
 * @param key the key's path in the experiment, for example {@code method.similarity.weight}
 * @param points one per finished run that sets the key
 */
public record SweptKey(String key, List<Point> points) {

    /**
     * A run in an effect plot.
     *
     * @param tag the run's tag
     * @param group other distinguishing keys, as text: runs of a group differ only in this key and the seed
     * @param value the key's value as typed
     * @param metrics the scores of the run
     */
    public record Point(String tag, String group, String value, RunMetrics metrics) {}

    /** Keeps an unmodifiable copy. */
    public SweptKey {
        points = List.copyOf(points);
    }

    /** The keys with at least two different values, except seeds. */
    public static List<SweptKey> of(List<MethodRuns> methods) {
        Map<String, List<Point>> byKey = new LinkedHashMap<>();
        for (MethodRuns method : methods) {
            for (ReportedRun run : method.runs()) {
                run.entry().varied().forEach((key, value) -> byKey.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(new Point(
                                method.tag(),
                                group(run, key),
                                value,
                                run.metrics().orElseThrow())));
            }
        }
        return byKey.entrySet().stream()
                .filter(entry -> !isSeed(entry.getKey()) && distinct(entry.getValue()) > 1)
                .map(entry -> new SweptKey(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The other keys with their values; cases are distinguished by the tag's name. */
    private static String group(ReportedRun run, String key) {
        String others = run.entry().varied().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(key) && !isSeed(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return others.isEmpty() ? "all" : others;
    }

    private static boolean isSeed(String key) {
        return key.equals("seed") || key.endsWith(".seed");
    }

    private static int distinct(List<Point> points) {
        Set<String> values = new LinkedHashSet<>();
        points.forEach(point -> values.add(point.value()));
        return values.size();
    }
}
