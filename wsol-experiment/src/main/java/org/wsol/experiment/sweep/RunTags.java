package org.wsol.experiment.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.wsol.config.tree.ConfigNode;
import org.wsol.core.internal.Required;
import org.wsol.experiment.internal.runfolder.PlannedRun.RunNames;
import org.wsol.experiment.schema.ExperimentConfig;

/**
 * Readable names of the rows of a sweep: {@code bridging-gap}, {@code cam-lr0.01}, {@code no-norm-weight2}. They
 * contain every value in which a row differs, and are unique, even in case-insensitive file systems.
 */
final class RunTags {
    /** Longer names are truncated and distinguished by a number. */
    private static final int LENGTH = 200;

    private RunTags() {}

    /** The name of a row; not necessarily unique. */
    static String of(Combination row, ExperimentConfig config) {
        return tag(row, config, RunTags::shortText);
    }

    /**
     * The unique names of rows, in order: equal names are replaced by names with full values, and these, if still
     * equal, get a number.
     *
     * @param configs a configuration of each row
     */
    static List<String> distinct(List<Combination> rows, List<ExperimentConfig> configs) {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            tags.add(of(rows.get(i), configs.get(i)));
        }
        Map<String, Long> counts = counts(tags);
        for (int i = 0; i < rows.size(); i++) {
            if (Required.value(counts, folded(tags.get(i))) > 1) {
                tags.set(i, tag(rows.get(i), configs.get(i), (path, value) -> Combinations.text(value)));
            }
        }
        return numbered(tags);
    }

    private static Map<String, Long> counts(List<String> tags) {
        return tags.stream().collect(Collectors.groupingBy(RunTags::folded, HashMap::new, Collectors.counting()));
    }

    private static List<String> numbered(List<String> tags) {
        Set<String> all = tags.stream().map(RunTags::folded).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (String tag : tags) {
            String name = tag;
            for (int number = 2; !used.add(folded(name)); number++) {
                String candidate = tag + "-" + number;
                name = all.contains(folded(candidate)) ? name : candidate;
            }
            distinct.add(name);
        }
        return distinct;
    }

    private static String folded(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }

    private static String tag(Combination row, ExperimentConfig config, BiFunction<String, ConfigNode, String> text) {
        String start = row.caseName().isEmpty() ? config.method().selection().name() : row.caseName();
        List<String> paths = row.shown().stream()
                .filter(path -> !path.equals("seed") && !path.equals("method.name"))
                .distinct()
                .toList();
        String varied = paths.stream()
                .map(path -> "-" + shortKey(path, paths)
                        + text.apply(path, row.values().get(path)).replace(" ", ""))
                .collect(Collectors.joining());
        return RunNames.safe(start + varied, LENGTH);
    }

    /** The shortest suffix of the key that distinguishes it from the other keys. */
    private static String shortKey(String path, List<String> paths) {
        for (int from = path.lastIndexOf('.'); from > 0; from = path.lastIndexOf('.', from - 1)) {
            String end = path.substring(from);
            if (paths.stream().filter(other -> ("." + other).endsWith(end)).count() == 1) {
                return end.substring(1);
            }
        }
        return path;
    }

    private static String shortText(String path, ConfigNode value) {
        String text = Combinations.text(value);
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
