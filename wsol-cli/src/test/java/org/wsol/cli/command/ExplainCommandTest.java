package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Networks trained elsewhere: a weight file, a backbone's name and ImageNet's classes suffice. */
class ExplainCommandTest {
    private static final Path SHARED = Path.of(System.getProperty("wsol.shared", "../../shared"));
    private static final Path WEIGHTS = SHARED.resolve("weights/squeezenet1_1-onnxzoo.safetensors");
    private static final Path PHOTO = SHARED.resolve("data/photos/hot_dog.jpg");

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter err = new StringWriter();

    private int explain(String... arguments) {
        List<String> words = new ArrayList<>(List.of("explain", PHOTO.toString(), "--out", folder.toString()));
        words.addAll(List.of(arguments));
        CommandLine line = RootCommand.commandLine();
        line.setErr(new PrintWriter(err));
        line.setOut(new PrintWriter(new StringWriter()));
        return line.execute(words.toArray(String[]::new));
    }

    private JsonNode entries() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("explanations.json").toFile());
    }

    private static void requirePhotosAndWeights() {
        assumeTrue(
                Files.isRegularFile(WEIGHTS) && Files.isRegularFile(PHOTO),
                "skipped: -Dwsol.shared names no folder with weights and photos");
    }

    @Test
    void explainsAWeightFileWithImageNetClassNames() throws IOException {
        requirePhotosAndWeights();
        int exit = explain(
                "--weights",
                WEIGHTS.toString(),
                "--backbone",
                "squeezenet1_1",
                "--maps",
                "gradcam,layercam:layers=features.9+features.12",
                "--class",
                "top2");
        assertThat(exit).as(err.toString()).isZero();
        assertThat(folder.resolve("hot_dog.png")).isNotEmptyFile();
        JsonNode entries = entries();
        assertThat(entries).hasSize(4);
        assertThat(entries.get(0).get("class").asText()).isEqualTo("hotdog");
        assertThat(entries.get(1).get("raw")).as("a raw map a stage").hasSize(2);
        assertThat(entries.get(2).get("label")).isNotEqualTo(entries.get(0).get("label"));
        for (JsonNode entry : entries) {
            entry.get("raw")
                    .forEach(name -> assertThat(folder.resolve(name.asText())).isNotEmptyFile());
        }
    }

    @Test
    void faithfulnessOfAGoodMapIsBetterThanChance() throws IOException {
        requirePhotosAndWeights();
        int exit = explain(
                "--weights",
                WEIGHTS.toString(),
                "--backbone",
                "squeezenet1_1",
                "--maps",
                "layercam",
                "--class",
                "hotdog",
                "--faithfulness");
        assertThat(exit).as(err.toString()).isZero();
        JsonNode measures = entries().get(0).get("faithfulness");
        for (String measure : List.of("deletion", "insertion", "complexity", "coherency", "arcc")) {
            assertThat(measures.get(measure).asDouble()).as(measure).isBetween(0.0, 1.0);
        }
        assertThat(measures.get("roadCombined").asDouble()).isBetween(0.05, 0.5);
        assertThat(measures.get("insertion").asDouble())
                .isGreaterThan(measures.get("deletion").asDouble());
    }

    @Test
    void reportsOptionsThatDoNotFitTogether() {
        requirePhotosAndWeights();
        String file = WEIGHTS.toString();
        assertThat(explain("--weights", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--weights needs --backbone");
        assertThat(explain("--weights", file, "--backbone", "squeezenet1_1", "--class", "hotdogg"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the network has no class 'hotdogg'");
        assertThat(explain("--weights", file, "--backbone", "squeezenet1_1", "--maps", "gradcam:layers=features.99"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("its stages are features.0");
        assertThat(explain("--weights", file, "--backbone", "resnet18")).isEqualTo(2);
        assertThat(err.toString()).contains("contains no parameters of backbone resnet18");
    }
}
