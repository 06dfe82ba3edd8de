package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warnings of {@code wsol plan} and {@code wsol run} about experiments with probable mistakes. */
class PlanWarningsTest {
    @TempDir
    Path folder;

    private TinyRun.Outcome plan(Path photos, String... changes) {
        List<String> words = new ArrayList<>(List.of(
                "plan",
                Path.of(System.getProperty("wsol.project", ".."))
                        .resolve("experiments/your-photos.yaml")
                        .toString(),
                "data.root=" + photos,
                "output.root=" + folder.resolve("runs")));
        words.addAll(TinyRun.TINY);
        words.addAll(List.of(changes));
        return TinyRun.outcome(words);
    }

    @Test
    void reportsShortTrainingsFewImagesAndMissingClasses() throws IOException {
        for (int i = 0; i < 4; i++) {
            for (String split : List.of("train", "val", "test")) {
                Painted.picture(folder.resolve(split + "/tit/" + i + ".png"), Color.BLUE, i);
                Painted.picture(folder.resolve(split + "/wren/" + i + ".png"), Color.ORANGE, i);
            }
        }
        for (int i = 0; i < 4; i++) {
            folder.resolve("val/wren/" + i + ".png").toFile().delete();
        }
        TinyRun.Outcome outcome = plan(folder, "~data.split");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(
                        "the training has 2 steps of 4 images",
                        "the train split has 8 images for 2 classes",
                        "the val split has no image of 1 class, 'wren'")
                .doesNotContain("the test split has no image");
    }

    @Test
    void reportsSmallCropsAndEmptyClasses() throws IOException {
        for (int i = 0; i < 12; i++) {
            Painted.picture(folder.resolve("photos/tit/" + i + ".png"), Color.BLUE, i);
            Painted.picture(folder.resolve("photos/wren/" + i + ".png"), Color.ORANGE, i);
        }
        Files.createDirectories(folder.resolve("photos/jay"));
        TinyRun.Outcome outcome = plan(folder.resolve("photos"), "data.resizeSize=256");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("crops of 32, which show only a part of the object; usual is data.resizeSize=37")
                .contains("the train split has no image of 1 class, 'jay'; the network can never predict that class");
    }

    /** The folder above the class folders has one sub-folder, which would be the only class. */
    @Test
    void namesTheFolderBelowTheGivenOne() throws IOException {
        Painted.classFolders(folder.resolve("holiday/photos"), 10);
        TinyRun.Outcome outcome = plan(folder.resolve("holiday"));

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("data.root=" + folder.resolve("holiday/photos"));
    }
}
