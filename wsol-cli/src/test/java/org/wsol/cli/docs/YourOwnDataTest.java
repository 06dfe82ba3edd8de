package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.results.ImageResults;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.pipeline.TrainedModel;

/** The commands of docs/your-own-data.md work as described, with a smaller network and few images. */
class YourOwnDataTest {
    private static final Path PAGE = Path.of(System.getProperty("wsol.project", ".."), "docs/your-own-data.md");
    private static final Pattern COMMAND = Pattern.compile("^\\./wsol (.*)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void trainsOnClassFoldersAndExportsBoxes() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 10);
        Path fresh = Painted.picture(folder.resolve("new/unseen.jpg"), Color.BLUE, 3);
        Path found = folder.resolve("found");

        assertThat(TinyRun.wsol(replaced(first("data"), "photos", photos))).contains("no problems found");
        List<String> training = replaced(first("run"), "data.root=photos", "data.root=" + photos);
        training.removeIf(word -> word.startsWith("model.pretrained="));
        Path run = TinyRun.train(folder, training);
        assertThat(run.resolve("metrics.json"))
                .content()
                .contains("This set has no boxes, so localization was not scored");
        assertThat(run.resolveSibling("report.html"))
                .content()
                .contains("On 4 test images", "predicts the correct class of", "boxes are drawn at 0.5 of the map")
                .contains("Top-5 is missing: with 2 classes")
                .doesNotContain("PxAP is missing")
                .doesNotContain("chosen on the test images", ">baseline<", "Error types");
        assertThat(ImageResults.read(run.resolve(ImageResults.FILE_NAME)))
                .hasSize(4)
                .allMatch(image -> image.width() == 50 && image.threshold().getAsDouble() == 0.5)
                .allMatch(image -> image.iou().isEmpty())
                .anyMatch(image -> image.predictedBox().isPresent());
        List<String> prediction = onNewPhotos(first("predict"), run, fresh, found);
        TinyRun.wsol(prediction);
        assertThat(found.resolve("predictions.json")).content().contains("class", "score", "threshold");
        assertThat(found.resolve("unseen.png")).isRegularFile();
        TinyRun.wsol(onNewPhotos(first("predict"), run, fresh, found));
        assertThat(found.resolve("coco")).isNotEmptyDirectory();
        for (String format : List.of("voc", "csv", "yolo", "label-studio")) {
            assertThat(Files.readString(PAGE)).contains("| `" + format + "` |");
            TinyRun.wsol(onNewPhotos(replaced(first("predict"), "coco", format), run, fresh, found));
        }
    }

    @Test
    void usesExportedBoxesForPhotosWithoutListedSize() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 10);
        Path plain = TinyRun.train(folder.resolve("plain"), photos);
        Path found = folder.resolve("found");
        List<String> prediction = onNewPhotos(first("predict"), plain, photos, found);
        TinyRun.wsol(replaced(prediction, "coco", "csv"));
        correctClasses(found.resolve("csv/test.csv"));
        List<String> training = replaced(withBoxes(), "data.root=photos", "data.root=" + photos);
        training.removeIf(word -> word.startsWith("model.pretrained="));
        training.replaceAll(
                word -> word.equals("data.boxes=boxes.csv") ? "data.boxes=" + found.resolve("csv/test.csv") : word);

        Path run = TinyRun.train(folder, training);

        assertThat(training).contains("data.split.valFraction=0.2");
        assertThat(run.resolveSibling("report.html"))
                .content()
                .contains("The transferred threshold was chosen with the boxes of 4 validation images.")
                .contains("No box annotation was used to select a model.");
        assertThat(RunMetrics.read(run.resolve(RunMetrics.FILE_NAME))
                        .test()
                        .localization()
                        .maxBoxAccV2())
                .isPresent();
        assertThat(ImageResults.read(run.resolve(ImageResults.FILE_NAME)))
                .allMatch(image -> image.width() == 50 && image.height() == 40)
                .anyMatch(image -> !image.truth().isEmpty());
        theThresholdOfTheRunIsNamedForPhotosWithoutBoxes(run, photos);
    }

    private void theThresholdOfTheRunIsNamedForPhotosWithoutBoxes(Path run, Path photos) throws IOException {
        double threshold;
        try (TrainedModel model = TrainedModel.load(run)) {
            threshold = model.threshold();
        }
        Path again = folder.resolve("again");

        TinyRun.wsol(List.of(
                "evaluate", run.toString(), "--data", photos.toString(), "--split", "train", "output.root=" + again));

        assertThat(threshold).as("not the default").isNotEqualTo(0.5);
        try (Stream<Path> files = Files.walk(again)) {
            assertThat(files.filter(file -> file.endsWith(RunMetrics.FILE_NAME)))
                    .singleElement()
                    .satisfies(metrics -> assertThat(metrics)
                            .content()
                            .contains("boxes are drawn at " + threshold + " of the map's maximum"));
        }
    }

    /** After two steps, classes are random; a reader would see those of the folders. */
    private static void correctClasses(Path csv) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(csv));
        lines.replaceAll(line -> line.replaceFirst("^(tit|wren)(/.*,)(tit|wren),", "$1$2$1,"));
        assertThat(lines).hasSize(21).anyMatch(line -> line.startsWith("wren/3.png,"));
        Files.write(csv, lines);
    }

    private static List<String> withBoxes() throws IOException {
        return commands().stream()
                .filter(words -> words.contains("data.boxes=boxes.csv"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> first(String command) throws IOException {
        return commands().stream()
                .filter(words -> words.get(0).equals(command))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> commands() throws IOException {
        List<List<String>> commands = new ArrayList<>();
        Matcher command = COMMAND.matcher(Files.readString(PAGE));
        while (command.find()) {
            commands.add(List.of(command.group(1).strip().split("\\s+")));
        }
        return commands;
    }

    private static List<String> onNewPhotos(List<String> words, Path run, Path photo, Path out) {
        return replaced(replaced(replaced(words, "RUN", run), "new/*.jpg", photo), "found", out);
    }

    private static List<String> replaced(List<String> words, String word, Object value) {
        List<String> result = new ArrayList<>(words);
        result.replaceAll(each -> each.equals(word) ? value.toString() : each);
        return result;
    }
}
