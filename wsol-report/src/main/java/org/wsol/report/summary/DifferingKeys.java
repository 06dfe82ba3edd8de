package org.wsol.report.summary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.results.ReportedRun;

/** The configuration keys in which runs differ. */
final class DifferingKeys {
    private static final Set<String> WITHOUT_MEANING = Set.of("seed", "name", "description", "output", "tracking");

    private DifferingKeys() {}

    /** For each run, the differing keys with its values: {@code lr=0.1, batch=8}; empty if there are none. */
    static List<String> of(List<ReportedRun> runs) {
        List<Map<String, String>> configs =
                runs.stream().map(DifferingKeys::config).toList();
        Set<String> keys = new LinkedHashSet<>();
        configs.forEach(config -> keys.addAll(config.keySet()));
        keys.removeIf(key -> configs.stream()
                        .map(config -> config.getOrDefault(key, ""))
                        .distinct()
                        .count()
                == 1);
        return configs.stream()
                .map(config -> keys.stream()
                        .map(key -> key + "=" + config.getOrDefault(key, "absent"))
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static Map<String, String> config(ReportedRun run) {
        Map<String, String> keys = new LinkedHashMap<>();
        Path file = run.folder().resolve("config.yaml");
        if (Files.isRegularFile(file)) {
            try {
                flatten("", YamlReader.read(file, file.toString(), new Problems()), keys);
            } catch (InvalidInputException damaged) {
                keys.put("config", "damaged"); // the row is distinguished by its session instead
            }
        }
        return keys;
    }

    private static void flatten(String path, ConfigNode node, Map<String, String> keys) {
        if (WITHOUT_MEANING.contains(path)) {
            return;
        }
        if (node instanceof MapNode map) {
            map.entries()
                    .forEach((key, entry) -> flatten(path.isEmpty() ? key : path + "." + key, entry.value(), keys));
        } else {
            keys.put(path, TreeWriter.inline(node));
        }
    }
}
