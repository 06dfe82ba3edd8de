package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsol.config.ConfigLoader;
import org.wsol.config.override.KeyChange;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.ValueType;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.experiment.schema.ExperimentConfig;

/** The changes that replace a run's data set; the run's preprocessing is kept. */
final class DataOverrides {
    private static final String DATA = "data";
    private static final String LAYOUT = "layout";

    private DataOverrides() {}

    /**
     * The changes.
     *
     * @param data a folder, or an experiment file with a data set
     * @param config the configuration file to change
     * @throws InvalidInputException if it is neither
     */
    static List<KeyChange> of(Path data, Path config, ConfigLoader<ExperimentConfig> loader) {
        if (!Files.exists(data)) {
            throw new InvalidInputException("--data " + data.toAbsolutePath()
                    + " does not exist; name a data set folder or an experiment file");
        }
        Set<String> kept = preprocessingKeys(loader);
        List<KeyChange> overrides = new ArrayList<>();
        MapNode own = (MapNode) YamlReader.read(config, config.toString(), new Problems());
        own.map(DATA).orElseThrow().keys().stream()
                .filter(key -> !kept.contains(key) && !key.equals(LAYOUT))
                .forEach(key -> overrides.add(KeyChange.parse("~" + DATA + "." + key)));
        if (Files.isDirectory(data)) {
            overrides.add(KeyChange.parse("data.layout=auto"));
            overrides.add(KeyChange.parse(
                    "data.root=\"" + data.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
            return overrides;
        }
        MapNode other = loader.compose(data, List.of(), new Problems())
                .map(DATA)
                .orElseThrow(() -> new InvalidInputException("--data " + data + " has no section data"));
        other.scalar(LAYOUT).ifPresent(layout -> overrides.add(KeyChange.parse("data.layout=" + layout.text())));
        other.entries().forEach((key, entry) -> {
            if (!kept.contains(key) && !key.equals(LAYOUT)) {
                overrides.add(KeyChange.parse(DATA + "." + key + "=" + TreeWriter.inline(entry.value())));
            }
        });
        return overrides;
    }

    /** The preprocessing keys, which all layouts have. */
    private static Set<String> preprocessingKeys(ConfigLoader<ExperimentConfig> loader) {
        Map<String, ValueType> types = loader.schema().keys().stream()
                .collect(Collectors.toMap(KeySchema::name, KeySchema::type, (a, b) -> a));
        return ((ValueType.Section) Required.value(types, DATA))
                .schema().keys().stream().map(KeySchema::name).collect(Collectors.toSet());
    }
}
