package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.results.MapKind;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.TrainedModel;

/** A network trained with images of one size is evaluated and used with larger images. */
class EvaluationSizeRunTest {
    private static final int TRAINED = 32;
    private static final int EVALUATED = 64;

    @TempDir
    private Path folder;

    @Test
    void usesTheEvaluationSizeForMapsAndPredictions() throws Exception {
        RealRun run = RealRun.write(folder, "sizes");
        String[] changes = {"train.epochs=2 steps", "evaluation.every=0"};
        assertThat(run.finish(changes)).as(run.printed()).isZero();
        int trainedSide = mapSide(run.run().path());
        Path small = run.run().path();
        assertThat(run.finish(changes[0], changes[1], "data.evaluationSize=" + EVALUATED))
                .as(run.printed())
                .isZero();
        Path large = run.runs().stream()
                .map(RunFolder::path)
                .filter(path -> !path.equals(small))
                .findFirst()
                .orElseThrow();

        assertThat(mapSide(large)).isEqualTo(trainedSide * EVALUATED / TRAINED);
        assertThat(MetricLines.read(new RunFolder(large).metricsLines()).get(0))
                .as("training sees the same images")
                .isEqualTo(MetricLines.read(new RunFolder(small).metricsLines()).get(0));
        try (TrainedModel localizer = TrainedModel.load(large)) {
            Prediction found = localizer.localize(picture());
            assertThat(found.scoreMap().size()).isEqualTo(ImageSize.square(EVALUATED));
            assertThat(found.imageSize()).isEqualTo(ImageSize.square(TRAINED));
            found.box().ifPresent(box -> assertThat(box.box().x1()).isLessThan(TRAINED));
        }
    }

    private Path picture() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            List<Path> pictures = files.filter(file ->
                            file.toString().endsWith(".png") || file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
            return pictures.get(0);
        }
    }

    private static int mapSide(Path run) {
        try (INDArray maps =
                Nd4j.createFromNpyFile(run.resolve(MapKind.CAM.fileName()).toFile())) {
            return Math.toIntExact(maps.size(1));
        }
    }
}
