package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.cli.bench.RecipeForBench;
import org.wsol.core.InvalidInputException;
import org.wsol.pipeline.recipe.PrecisionChoice;
import org.wsol.pipeline.recipe.Recipe;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(strings = {"step", "infer", "explain"})
    void measuresOnRandomImages(String work) throws IOException {
        JsonNode found = measured(work, "--batch", "2", "--classes", "3");

        assertPlausible(found, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam", "has", "cutmix", "adl", "acol", "spg", "tap", "bas", "ccam", "da-wsol"})
    void measuresTheStepOfEveryMethod(String method) throws IOException {
        assertPlausible(measured("step", "--batch", "2", "--classes", "3", "--method", method), 2);
    }

    @Test
    void printsTheCostOfAMethodBesidePlainMaps() throws JsonProcessingException {
        assertThat(output("step", "--method", "adl", "--backbone", "small_cnn", "--image-size", "32", "--runs", "1"))
                .containsPattern("[0-9.]+ times the step of plain class activation mapping");
    }

    @Test
    void namesTheMethodsThatExist() {
        assertThatThrownBy(() -> measured("step", "--method", "abl"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("adl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localize", "load"})
    void measuresOneImageFile(String work) throws IOException {
        assertPlausible(measured(work, "--classes", "3"), 1);
    }

    @Test
    void measuresAnEpochAndAnEvaluationOfADataSet() throws IOException {
        String experiment = demonstration(5, 3).toString();

        assertPlausible(measured("epoch", "--batch", "2", "--data", experiment), 5);
        assertPlausible(measured("eval", "--batch", "2", "--data", experiment), 3);
    }

    private static void assertPlausible(JsonNode found, int images) {
        double seconds = found.get("seconds").asDouble();
        assertThat(seconds).isPositive();
        assertThat(found.get("imagesPerSecond").asDouble() * seconds).isCloseTo(images, within(1e-6));
        assertThat(found.get("runs").asInt()).isEqualTo(1);
        assertThat(found.get("fastest").asDouble()).isEqualTo(seconds);
    }

    @Test
    void reportsAMissingDataSet() {
        assertThatThrownBy(() -> output("epoch"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--data");
    }

    @Test
    void usesThePrecisionOfTrainingAndEvaluation() {
        Recipe recipe = RecipeForBench.of("cam", "small_cnn", Map.of(), 32, 2, PrecisionChoice.AUTO);
        assertThat(recipe.train().precision()).isEqualTo(PrecisionChoice.AUTO);
        assertThat(recipe.evaluation().precision()).isEqualTo(PrecisionChoice.AUTO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch 100000000", "--image-size 100000", "--seconds -1", "--seconds NaN"})
    void rejectsImpossibleOptions(String option) {
        String[] words = ("step " + option).split(" ");
        assertThatThrownBy(() -> output(words))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch", "--image-size", "--classes"})
    void rejectsZeroSizes(String option) {
        assertThatThrownBy(() -> output("step", option, "0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 1");
    }

    private Path demonstration(int train, int test) throws IOException {
        return Files.writeString(folder.resolve("demo.yaml"), String.format("""
                        name: bench
                        data:
                          layout: demo
                          folder: %s
                          classes: 2
                          size: 32
                          train: %d
                          val: 1
                          test: %d
                        model: {backbone: small_cnn}
                        method: {name: cam}
                        train: {epochs: 1 epochs, batch: 2, lr: 0.1}
                        """, folder, train, test));
    }

    private static JsonNode measured(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--backbone", "small_cnn", "--image-size", "32", "--warm-up", "0", "--runs", "1", "--json"));
        return new ObjectMapper().readTree(output(all.toArray(new String[0])));
    }

    private static String output(String... arguments) throws JsonProcessingException {
        StringWriter text = new StringWriter();
        BenchCommand command = new BenchCommand();
        new CommandLine(command).setOut(new PrintWriter(text)).parseArgs(arguments);
        assertThat(command.call()).isZero();
        return text.toString();
    }
}
