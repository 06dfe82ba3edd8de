package org.wsol.report.summary;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsol.experiment.results.ImageResult;
import org.wsol.experiment.results.ReportedRun;

/**
 * The frequency of each kind of error.
 *
 * @param kinds all kinds in display order: correct first, then by severity
 * @param counts number of images by tag and kind, summed over seeds
 */
public record ErrorShares(List<String> kinds, Map<String, Map<String, Long>> counts) {
    /** The kind of an image without error. */
    public static final String CORRECT = "correct";

    private static final List<String> ORDER =
            List.of(CORRECT, "part", "more", "multi-instance", "wrong-place", "wrong-class");

    /** Counts the scored images of all runs that have per-image results. */
    public static ErrorShares of(List<MethodRuns> methods) {
        Set<String> seen = new LinkedHashSet<>();
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        for (MethodRuns method : methods) {
            Map<String, Long> byKind = new LinkedHashMap<>();
            method.runs().stream()
                    .map(ReportedRun::images)
                    .flatMap(Collection::stream)
                    .filter(ImageResult::isScored)
                    .map(ImageResult::error)
                    .forEach(kind -> byKind.merge(kind, 1L, Long::sum));
            seen.addAll(byKind.keySet());
            if (!byKind.isEmpty()) {
                counts.put(method.tag(), byKind);
            }
        }
        return new ErrorShares(ordered(seen), counts);
    }

    private static List<String> ordered(Set<String> seen) {
        Set<String> kinds = new LinkedHashSet<>(ORDER);
        kinds.retainAll(seen);
        kinds.addAll(seen);
        return List.copyOf(kinds);
    }

    /** Number of images of a tag. */
    public long total(String tag) {
        return counts.getOrDefault(tag, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Share of a kind among the images of a tag, in percent. */
    public double percent(String tag, String kind) {
        long total = total(tag);
        return total == 0 ? 0 : 100.0 * count(tag, kind) / total;
    }

    /** Number of images of a tag with an error of a kind. */
    public long count(String tag, String kind) {
        return counts.getOrDefault(tag, Map.of()).getOrDefault(kind, 0L);
    }
}
