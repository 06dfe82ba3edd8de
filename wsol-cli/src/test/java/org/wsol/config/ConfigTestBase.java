package org.wsol.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.override.KeyChange;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.schema.ExperimentConfig;

/** Writes experiment files and loads them. */
abstract class ConfigTestBase {
    static final String MINIMAL = """
            name: test
            data: {layout: shapes}
            model: {backbone: small}
            method: {name: bridging-gap}
            """;

    @TempDir
    Path folder;

    final ConfigLoader<ExperimentConfig> loader = new ConfigLoader<>(
            ExperimentConfig.class, TestCatalog.catalog(), Map.of("WSOL_TEST_ROOT", "birds", "HOSTILE", "a: [b"));

    Path write(String name, String yaml) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Resolved<ExperimentConfig> load(String yaml, String... overrides) {
        return loader.load(write("exp.yaml", yaml), parse(overrides));
    }

    List<String> problems(String yaml, String... overrides) {
        Path file = write("exp.yaml", yaml);
        InvalidInputException error =
                catchThrowableOfType(InvalidInputException.class, () -> loader.load(file, parse(overrides)));
        return error == null
                ? List.of()
                : error.getMessage()
                        .lines()
                        .map(line -> line.replace(folder + "/", ""))
                        .toList();
    }

    static List<KeyChange> parse(String... overrides) {
        return Arrays.stream(overrides).map(KeyChange::parse).toList();
    }
}
