package org.wsol.cli.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.wsol.cli.terminal.TextTable;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.config.tree.YamlReader;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunIdentity;

/** The differences between two runs. */
final class RunComparison {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final String MINUTES = "minutes";
    private static final int SUM = 19;
    private static final MathContext DIGITS = new MathContext(6);

    private final RunFolder first;
    private final RunFolder second;

    RunComparison(RunFolder first, RunFolder second) {
        this.first = first;
        this.second = second;
    }

    /** The configuration keys that differ. */
    List<String> config() {
        return differences("key", config(first), config(second));
    }

    /** The metrics that differ, including intervals. */
    List<String> metrics() {
        TextTable table = new TextTable(List.of("metric", "A", "B", "B - A"));
        Map<String, String> a = metrics(first);
        Map<String, String> b = metrics(second);
        boolean any = false;
        for (String key : union(a, b)) {
            String left = a.getOrDefault(key, "-");
            String right = b.getOrDefault(key, "-");
            if (!left.equals(right)) {
                table.row(List.of(key, shown(left), shown(right), difference(left, right)));
                any = true;
            }
        }
        return any ? table.lines() : List.of();
    }

    /** Whether all numbers are equal, apart from the time the runs took. */
    boolean resultsAreEqual() {
        Map<String, String> a = metrics(first);
        Map<String, String> b = metrics(second);
        a.remove(MINUTES);
        b.remove(MINUTES);
        return a.equals(b);
    }

    /** Rounds to six digits; smaller differences are visible in the last column. */
    private static String shown(String numbers) {
        return NUMBER.matcher(numbers).replaceAll(found -> new BigDecimal(found.group())
                .round(DIGITS)
                .stripTrailingZeros()
                .toPlainString());
    }

    /** The components of the runs' identities that differ. */
    List<String> identity() {
        return differences("part", shortened(RunFiles.identity(first)), shortened(RunFiles.identity(second)));
    }

    private static Map<String, String> shortened(RunIdentity identity) {
        Map<String, String> sums = new LinkedHashMap<>();
        identity.parts().forEach((name, sum) -> sums.put(name, sum.substring(0, Math.min(SUM, sum.length()))));
        return sums;
    }

    /** The differences in the environment: threads, processor, Java, system, native backend, libraries. */
    List<String> surroundings() {
        return differences("with", Surroundings.of(first), Surroundings.of(second));
    }

    private static List<String> differences(String heading, Map<String, String> a, Map<String, String> b) {
        TextTable table = new TextTable(List.of(heading, "A", "B"));
        boolean any = false;
        for (String key : union(a, b)) {
            String left = a.getOrDefault(key, "-");
            String right = b.getOrDefault(key, "-");
            if (!left.equals(right)) {
                table.row(List.of(key, left, right));
                any = true;
            }
        }
        return any ? table.lines() : List.of();
    }

    private static Set<String> union(Map<String, String> a, Map<String, String> b) {
        Set<String> keys = new LinkedHashSet<>(a.keySet());
        keys.addAll(b.keySet());
        return keys;
    }

    private static Map<String, String> config(RunFolder folder) {
        Map<String, String> flat = new LinkedHashMap<>();
        ConfigNode tree = YamlReader.read(folder.config(), folder.config().toString(), new Problems());
        flatten("", tree, flat);
        return flat;
    }

    private static void flatten(String path, ConfigNode node, Map<String, String> flat) {
        if (node instanceof MapNode map) {
            map.entries()
                    .forEach((key, entry) -> flatten(path.isEmpty() ? key : path + "." + key, entry.value(), flat));
        } else {
            flat.put(path, TreeWriter.inline(node));
        }
    }

    private static Map<String, String> metrics(RunFolder folder) {
        Map<String, String> flat = new LinkedHashMap<>();
        if (Files.exists(folder.metrics())) {
            flattenNumbers("", Json.read(folder.metrics()), flat);
        } else if (Files.exists(folder.summary())) {
            flattenNumbers("", Json.read(folder.summary()), flat);
        }
        return flat;
    }

    private static void flattenNumbers(String path, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) ->
                    flattenNumbers(path.isEmpty() ? String.valueOf(key) : path + "." + key, below, flat));
        } else if (value instanceof List<?> list) {
            List<String> shown = new ArrayList<>();
            list.forEach(item -> shown.add(String.valueOf(item)));
            flat.put(path, shown.toString());
        } else if (value instanceof Number) {
            flat.put(path, String.valueOf(value));
        }
    }

    private static String difference(String left, String right) {
        try {
            return String.format(Locale.ROOT, "%+.4g", Double.parseDouble(right) - Double.parseDouble(left));
        } catch (NumberFormatException e) {
            return ""; // one of them is missing or not a single number
        }
    }
}
