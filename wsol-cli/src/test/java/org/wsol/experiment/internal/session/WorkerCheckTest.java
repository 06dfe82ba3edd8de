package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.config.ConfigLoader;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.training.ExperimentExecutor;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.sweep.ExperimentComposer;
import org.wsol.pipeline.recipe.InstalledComponents;

/** Workers whose data differs from that of the machine that planned a run. */
class WorkerCheckTest {
    @TempDir
    Path folder;

    private PlannedRun planned;
    private String images;

    @BeforeEach
    void plan() throws IOException {
        Path file = Files.writeString(folder.resolve("exp.yaml"), """
                name: test
                data: {layout: demo, folder: '%s', classes: 2, size: 32, train: 4, val: 4, test: 4, imageSize: 32, resizeSize: 36}
                model: {backbone: small_cnn}
                method: {name: cam}
                """.formatted(folder.resolve("data")));
        ConfigLoader<ExperimentConfig> loader =
                new ConfigLoader<>(ExperimentConfig.class, InstalledComponents.catalog(), Map.of());
        ExperimentExecutor executor = new ExperimentExecutor();
        planned = new Planner(executor)
                .identify(new ExperimentComposer(loader).compose(file, List.of()))
                .get(0);
        images = executor.imageSample(planned.experiment());
    }

    private void check() {
        ExperimentExecutor worker = new ExperimentExecutor();
        WorkerCheck.requireSame(planned, worker, "node7");
        WorkerCheck.requireImages(images, worker.imageSample(planned.experiment()), "node7");
    }

    private Path data(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void acceptsEqualData() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void reportsAnotherBox() throws IOException {
        Path boxes = data("test/localization.txt");
        String text = Files.readString(boxes);
        Files.writeString(boxes, text.replaceFirst(",\\d+,\\d+,\\d+,\\d+\\R", ",0,0,1,1\n"));
        assertThat(Files.readString(boxes)).isNotEqualTo(text);
        assertThatThrownBy(this::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("node7")
                .hasMessageContaining("evaluation.data differ there");
    }

    @Test
    void reportsAnotherLabel() throws IOException {
        Path labels = data("train/class_labels.txt");
        List<String> lines = Files.readAllLines(labels);
        String first = lines.get(0);
        lines.set(0, first.substring(0, first.length() - 1) + (first.endsWith("0") ? "1" : "0"));
        Files.write(labels, lines);
        assertThatThrownBy(this::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("data, evaluation.data differ there");
    }

    @Test
    void detectsAnotherImage() throws IOException {
        Path image = data(".png");
        byte[] bytes = Files.readAllBytes(image);
        bytes[bytes.length - 1]++;
        Files.write(image, bytes);
        assertThatThrownBy(this::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("node7 has different images");
    }

    @Test
    void detectsAMissingImage() throws IOException {
        Files.delete(data(".png"));
        assertThatThrownBy(this::check).hasMessageContaining("node7 has different images");
    }
}
