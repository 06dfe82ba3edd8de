package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.demo.DemoOptions;
import org.wsol.data.demo.DemoProvider;
import org.wsol.data.split.SplitRules;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.results.LeftOutImages;
import org.wsol.experiment.results.LeftOutImages.LeftOut;

/** Images skipped by a run are listed in its folder, at its end and in the report. */
class SkippedImagesRunTest {

    @TempDir
    private Path folder;

    @Test
    void countsAndListsSkippedImagesEverywhere() throws Exception {
        Dataset pictures = pictures();
        String trained = damage(pictures.split(SplitName.TRAIN).orElseThrow(), 3);
        String tested = damage(pictures.split(SplitName.TEST).orElseThrow(), 5);
        RealRun run = RealRun.write(folder, "skips");

        assertThat(run.finish("data.onError=skip", "train.epochs=1 epochs", "evaluation.every=0"))
                .as(run.printed())
                .isZero();

        RunFolder done = run.run();
        assertThat(LeftOutImages.read(done.path()))
                .extracting(LeftOut::split, LeftOut::imageId)
                .containsExactly(tuple("test", tested), tuple("train", trained));
        assertThat(Json.read(done.summary())).containsEntry("skipped", 2);
        assertThat(run.printed())
                .contains("2 images (train 1, test 1) could not be read and were skipped:", trained, tested);
        assertThat(Files.readString(done.path().resolveSibling("report.html")))
                .contains("Skipped images", "2 images (train 1, test 1)", trained, tested);
    }

    @Test
    void reportsASplitWithoutReadableImagesBeforeTraining() throws Exception {
        Dataset pictures = pictures();
        DataSplit test = pictures.split(SplitName.TEST).orElseThrow();
        for (int i = 0; i < test.size(); i++) {
            damage(test, i);
        }
        RealRun run = RealRun.write(folder, "none");

        assertThat(run.finish("data.onError=skip")).as(run.printed()).isEqualTo(4);

        assertThat(run.printed()).contains("data.onError=skip would skip every image of the test split");
        assertThat(run.runs()).isEmpty();
    }

    @Test
    void listsAllDamagedImagesBeforeTraining() throws Exception {
        Dataset pictures = pictures();
        String trained = damage(pictures.split(SplitName.TRAIN).orElseThrow(), 29);
        String tested = damage(pictures.split(SplitName.TEST).orElseThrow(), 5);
        RealRun run = RealRun.write(folder, "damaged");

        assertThat(run.finish()).as(run.printed()).isEqualTo(4);

        assertThat(run.printed()).contains("2 images are damaged", trained, tested, "data.onError=skip");
        assertThat(run.runs()).isEmpty();
    }

    private Dataset pictures() {
        return new DemoProvider()
                .open(
                        new DemoOptions(Optional.of(folder.resolve("data")), 2, 32, 30, 8, 8, 1, SplitRules.none()),
                        Progress.NONE);
    }

    /** Truncates an image and returns its id. */
    private static String damage(DataSplit split, int index) throws IOException {
        Path file = split.imagePath(index);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
        return split.imageId(index);
    }
}
