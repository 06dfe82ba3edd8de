package org.wsol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.config.internal.doc.JsonSchema;
import org.wsol.config.internal.doc.ReferencePage;
import org.wsol.experiment.schema.ExampleExperiment;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.ExperimentComposer;
import org.wsol.pipeline.recipe.InstalledComponents;

/** Files generated from the records are checked in and up to date, and every experiment is valid. */
class GeneratedFilesTest {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));
    private final ConfigLoader<ExperimentConfig> loader =
            new ConfigLoader<>(ExperimentConfig.class, InstalledComponents.catalog(), Map.of());

    @Test
    void jsonSchemaIsUpToDate() {
        assertThat(PROJECT.resolve("experiments/wsol.schema.json"))
                .as("./wsol schema --overwrite --output experiments/wsol.schema.json makes it")
                .hasContent(JsonSchema.of(loader.schema()));
    }

    @Test
    void referencePageIsUpToDate() {
        assertThat(PROJECT.resolve("docs/reference/configuration.md"))
                .as("./wsol schema --markdown --overwrite --output docs/reference/configuration.md makes it")
                .hasContent(ReferencePage.of(loader.schema(), ExampleExperiment.text()));
    }

    @Test
    void exampleOfTheReferencePageIsValid(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("my-birds.yaml"), ExampleExperiment.text());
        assertThat(new ExperimentComposer(loader).compose(file, List.of()).runs())
                .hasSize(12);
    }

    static List<Path> experiments() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("experiments"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperimentIsValidAndReferencesTheSchema(Path file) throws IOException {
        assertThat(new ExperimentComposer(loader).compose(file, List.of()).runs())
                .isNotEmpty();
        String first = Files.readAllLines(file).get(0);
        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1))).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperimentFitsTheJsonSchema(Path file) throws IOException {
        assertThat(SchemaCheck.problems(JsonSchema.of(loader.schema()), file)).isEmpty();
    }

    @Test
    void jsonSchemaRejectsWhatTheProgramRejects() throws IOException {
        Path wrong = Files.createTempFile("wrong", ".yaml");
        Files.writeString(wrong, "name: x\nmodle: {}\ntrain: {lr: -1}\nmethod: {name: cmm}\n");
        assertThat(SchemaCheck.problems(JsonSchema.of(loader.schema()), wrong))
                .anySatisfy(problem -> assertThat(problem).contains("modle"))
                .anySatisfy(problem -> assertThat(problem).contains("train.lr"))
                .anySatisfy(problem -> assertThat(problem).contains("method.name"));
        Files.delete(wrong);
    }
}
