package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.pipeline.Datasets;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.testing.JavaExample;

/** Every program of docs/deeplearning4j.md compiles, runs and prints the expected output. */
@Isolated
class Deeplearning4jPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));
    private static final Path PAGE = PROJECT.resolve("docs/deeplearning4j.md");

    @TempDir
    Path folder;

    private String run(String name, String... arguments) throws Exception {
        for (JavaExample example : JavaExample.of(PAGE)) {
            if (example.className().equals(name)) {
                return example.run(folder, arguments).strip();
            }
        }
        throw new AssertionError("there is no program " + name + " in " + PAGE);
    }

    private Path zip() throws IOException {
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(SmallNetworks.residual(), zip.toFile(), true);
        return zip;
    }

    private Dataset demo() {
        return Datasets.open(
                "demo",
                Map.of("folder", folder.resolve("demo"), "classes", 2, "size", 32, "train", 24, "val", 8, "test", 8));
    }

    @Test
    void everyProgramOfThePageHasATest() throws IOException {
        assertThat(new TreeSet<>(JavaExample.of(PAGE).stream()
                        .map(JavaExample::className)
                        .toList()))
                .containsExactly("ReadBirds", "TrainYourNetwork", "UseInDeeplearning4j", "WatchItLearn");
    }

    @Test
    void runsTheProgramThatTrainsAnImportedNetwork() throws Exception {
        assertThat(run(
                        "TrainYourNetwork",
                        zip().toString(),
                        folder.resolve("demo").toString()))
                .endsWith("evaluated: true, classes: 1")
                .doesNotContain("never becomes active");
    }

    @Test
    void runsTheProgramThatUsesAnExportedModel() throws Exception {
        Recipe recipe = Recipe.builder()
                .backbone("small_cnn")
                .method("cam")
                .epochs(1)
                .batch(8)
                .set("data.imageSize", 32)
                .set("data.resizeSize", 36)
                .build();
        Path file = folder.resolve("model.zip");
        try (TrainedModel model = LocalizationTrainer.of(recipe).fit(demo(), TrainingListener.none())) {
            model.export("dl4j", file);
        }
        assertThat(run("UseInDeeplearning4j", file.toString())).isEqualTo("2 classes, logits 2, probabilities 1");
    }

    @Test
    void runsTheProgramThatWritesMapsDuringTraining() throws Exception {
        Path photo = demo().split(SplitName.TEST).orElseThrow().imagePath(0);
        Path maps = folder.resolve("maps");
        assertThat(run("WatchItLearn", zip().toString(), photo.toString(), maps.toString()))
                .isEqualTo("it learns: true, maps of 16x16");
        try (Stream<Path> files = Files.walk(maps)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> maps.relativize(file).toString().replace('\\', '/'))
                    .toList();
            assertThat(names)
                    .hasSize(6)
                    .allMatch(name -> name.matches("iteration-00000[02]/.*-(cam|norm|similarity)\\.png"));
        }
    }

    @Test
    void runsTheProgramWithRecordReaders() throws Exception {
        Path photo = demo().split(SplitName.TEST).orElseThrow().imagePath(0);
        Path birds = folder.resolve("birds");
        StringBuilder images = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        StringBuilder boxes = new StringBuilder();
        for (int i = 1; i <= 8; i++) {
            Path image = birds.resolve("images/001.A/" + i + ".png");
            Files.createDirectories(image.getParent());
            Files.copy(photo, image);
            images.append(i).append(" 001.A/").append(i).append(".png\n");
            labels.append(i).append(" 1\n");
            parts.append(i).append(" 1\n");
            boxes.append(i).append(" 1 2 10 10\n");
        }
        Files.writeString(birds.resolve("images.txt"), images);
        Files.writeString(birds.resolve("image_class_labels.txt"), labels);
        Files.writeString(birds.resolve("train_test_split.txt"), parts);
        Files.writeString(birds.resolve("bounding_boxes.txt"), boxes);
        Files.writeString(birds.resolve("classes.txt"), "1 001.A\n2 002.B\n");
        assertThat(run("ReadBirds", birds.toString())).isEqualTo("6 images, 6 boxes");
    }
}
