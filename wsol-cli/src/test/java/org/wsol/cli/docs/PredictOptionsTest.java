package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option of {@code wsol predict} works as described in its help. */
class PredictOptionsTest {
    @TempDir
    static Path folder;

    private static Path run;
    private static Path photos;

    @BeforeAll
    static void train() throws IOException {
        photos = Painted.classFolders(folder.resolve("photos"), 10);
        run = TinyRun.train(folder, photos);
    }

    private static TinyRun.Outcome predict(String out, String... options) {
        List<String> words = new ArrayList<>(List.of("predict", run.toString()));
        words.add(photos.resolve("tit/1.png").toString());
        words.addAll(List.of("--out", folder.resolve(out).toString()));
        words.addAll(Arrays.asList(options));
        return TinyRun.outcome(words);
    }

    private static JsonNode predicted(String out, String... options) throws IOException {
        TinyRun.Outcome outcome = predict(out, options);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return new ObjectMapper()
                .readTree(folder.resolve(out).resolve("predictions.json").toFile())
                .get(0);
    }

    @Test
    void classOptionSelectsTheClass() throws IOException {
        for (String name : List.of("tit", "wren")) {
            JsonNode found = predicted("class-" + name, "--class", name);
            assertThat(found.get("class").asText()).isEqualTo(name);
            assertThat(found.get("classes")).hasSize(1);
        }
        double both = predicted("class-tit", "--class", "tit").get("score").asDouble()
                + predicted("class-wren", "--class", "wren").get("score").asDouble();
        assertThat(both).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test
    void topOptionLimitsTheClassesInOrderOfProbability() throws IOException {
        JsonNode classes = predicted("top", "--top", "2").get("classes");
        assertThat(classes).hasSize(2);
        assertThat(classes.get(0).get("score").asDouble())
                .isGreaterThanOrEqualTo(classes.get(1).get("score").asDouble());
        assertThat(List.of(
                        classes.get(0).get("class").asText(),
                        classes.get(1).get("class").asText()))
                .containsExactlyInAnyOrder("tit", "wren");
    }

    @Test
    void boxesOptionLimitsTheBoxesAndDefaultsToOne() throws IOException {
        assertThat(predicted("one", "--threshold", "0.5").at("/classes/0/boxes"))
                .hasSize(1);
        TinyRun.Outcome outcome = predict("several", "--threshold", "0.5", "--boxes", "3");
        int several = new ObjectMapper()
                .readTree(folder.resolve("several/predictions.json").toFile())
                .at("/0/classes/0/boxes")
                .size();
        assertThat(several).isBetween(1, 3);
        assertThat(outcome.out().split("x [0-9]+[.][.]", -1))
                .as("every box is printed")
                .hasSize(several + 1);
    }

    @Test
    void thresholdOptionChangesTheSizeOfTheBox() throws IOException {
        JsonNode low = predicted("low", "--threshold", "0.01");
        JsonNode high = predicted("high", "--threshold", "0.95");
        assertThat(low.get("threshold").asDouble()).isEqualTo(0.01);
        assertThat(area(low.get("box"))).isGreaterThan(area(high.get("box")));
    }

    @Test
    void optionsOfFormatsThatAreNotWrittenAreErrors() {
        TinyRun.Outcome prefix = predict("prefix", "--image-prefix", "/data/");
        assertThat(prefix.exit()).isEqualTo(2);
        assertThat(prefix.err()).contains("--image-prefix has no effect without --export label-studio");
        assertThat(predict("voc0", "--voc-from-one", "--export", "coco").err())
                .contains("--voc-from-one has no effect without --export voc");
        assertThat(folder.resolve("prefix")).doesNotExist();
    }

    @Test
    void aDecimalCommaIsExplained() {
        TinyRun.Outcome outcome = predict("comma", "--threshold", "0,3");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("'--threshold'").contains("'0,3' is not a number; write 0.3");
    }

    private static int area(JsonNode box) {
        return (box.get("x1").asInt() - box.get("x0").asInt() + 1)
                * (box.get("y1").asInt() - box.get("y0").asInt() + 1);
    }

    @Test
    void everyExportFormatContainsTheSameBox() throws IOException {
        JsonNode found = predicted("all", "--export", "coco,voc,csv,yolo,label-studio", "--threshold", "0.6");
        JsonNode box = found.get("box");
        int[] corners = {
            box.get("x0").asInt(),
            box.get("y0").asInt(),
            box.get("x1").asInt(),
            box.get("y1").asInt()
        };
        Path out = folder.resolve("all");
        JsonNode coco =
                new ObjectMapper().readTree(out.resolve("coco/test.json").toFile());
        assertThat(coco.at("/annotations/0/bbox/0").asInt()).isEqualTo(corners[0]);
        assertThat(coco.at("/annotations/0/bbox/2").asInt()).isEqualTo(corners[2] - corners[0] + 1);
        assertThat(coco.at("/annotations/0/score").asDouble())
                .isEqualTo(found.get("score").asDouble());
        assertThat(out.resolve("csv/test.csv"))
                .content()
                .contains(String.format("1.png,%d,%d,%d,%d,", corners[0], corners[1], corners[2], corners[3]));
        assertThat(out.resolve("voc/test/1.xml"))
                .content()
                .containsIgnoringWhitespaces("<xmin>" + corners[0] + "</xmin>", "<ymax>" + corners[3] + "</ymax>")
                .contains("<pose>", "<truncated>", "<difficult>", "<depth>3</depth>");
        double[] yolo = Arrays.stream(Files.readString(out.resolve("yolo/labels/1.txt"))
                        .strip()
                        .split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(yolo[0]).isEqualTo(found.get("label").asInt());
        assertThat(yolo[3] * 50).isCloseTo(corners[2] - corners[0] + 1, org.assertj.core.api.Assertions.within(1e-3));
        JsonNode rectangle = new ObjectMapper()
                .readTree(out.resolve("label-studio.json").toFile())
                .at("/0/predictions/0/result/0/value");
        assertThat(rectangle.get("x").asDouble()).isEqualTo(100.0 * corners[0] / 50);
    }

    @Test
    void oneBasedVocAddsOneToEveryCorner() throws IOException {
        JsonNode box = predicted("voc1", "--export", "voc", "--voc-from-one", "--threshold", "0.6")
                .get("box");
        assertThat(folder.resolve("voc1/voc/test/1.xml"))
                .content()
                .containsIgnoringWhitespaces(
                        "<xmin>" + (box.get("x0").asInt() + 1) + "</xmin>",
                        "<ymax>" + (box.get("y1").asInt() + 1) + "</ymax>");
    }

    @Test
    void htmlOptionWritesAPageOfOverlays() throws IOException {
        predicted("page", "--html");
        assertThat(folder.resolve("page/index.html")).content().contains("<h1>1 image</h1>", "1.png", "1 box");
    }

    @ParameterizedTest
    @CsvSource({
        "--class,        cat,    has no class",
        "--boxes,        0,      at least 1 box",
        "--top,          0,      at least 1 class",
        "--threshold,    1.5,    threshold",
        "--export,       pdf,    --export"
    })
    void reportsAnInvalidValueAndWritesNothing(String option, String value, String named) {
        TinyRun.Outcome outcome = predict("wrong", option, value);
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).containsIgnoringCase(named);
        assertThat(folder.resolve("wrong/predictions.json")).doesNotExist();
    }
}
