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

/** Typical mistakes of new users are reported with the correct input before anything is computed. */
class FirstStepsTest {
    private static final Path EXPERIMENT =
            Path.of(System.getProperty("wsol.project", "..")).resolve("experiments/your-photos.yaml");

    @TempDir
    Path folder;

    private static void refused(int exit, List<String> words, String... parts) {
        TinyRun.Outcome outcome = TinyRun.outcome(words);
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
        assertThat(outcome.err()).contains(parts);
    }

    private List<String> plan(Path photos, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "plan",
                EXPERIMENT.toString(),
                "data.root=" + photos,
                "model.backbone=small_cnn",
                "output.root=" + folder.resolve("runs")));
        words.addAll(List.of(more));
        return words;
    }

    @Test
    void reportsWrongPathsWithKeyAndRemedy() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 5);
        Path text = Files.writeString(folder.resolve("weights.txt"), "no weights");
        Path broken = Files.writeString(folder.resolve("weights.safetensors"), "no weights at all");
        refused(2, plan(folder.resolve("nowhere")), "data.root: ", "does not exist", "data.root=/home/me/photos");
        refused(2, plan(photos, "data.boxes=none.csv"), "data.boxes: none.csv does not exist", "leave data.boxes out");
        refused(2, plan(photos, "model.pretrained=" + text), "weights.txt has no known format");
        refused(2, plan(photos, "model.pretrained=" + broken), "weights.safetensors");
        refused(2, plan(photos, "model.pretrained=none.safetensors"), "there is no weight file", "docs/weights.md");
        refused(2, List.of("plan", folder.resolve("photo.yaml").toString()), "no such file; check the path");
        Files.writeString(folder.resolve("photos.yaml"), "");
        refused(
                2,
                List.of("plan", folder.resolve("photo.yaml").toString()),
                "no such file; did you mean " + folder.resolve("photos.yaml") + "?");
    }

    @Test
    void reportsBoxesOfOtherPhotos() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 5);
        Path boxes = Files.writeString(folder.resolve("boxes.csv"), "other/9.png,1,2,3,4\n");
        refused(
                4,
                plan(photos, "data.boxes=" + boxes),
                "none of the 1 images that " + boxes,
                "'other/9.png'",
                "'tit/0.png'",
                "('0.png')");
    }

    @Test
    void warnsAboutUnlikelySettings() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 5);
        TinyRun.Outcome outcome = TinyRun.outcome(
                plan(photos, "model.batchNorm=frozen", "method.norm.start=20 epochs", "train.epochs=20 epochs"));
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("warning: model.batchNorm: frozen keeps the statistics of a weight file, and there is none")
                .contains("warning: method.norm.start: 20 epochs is not before the end of the training")
                .doesNotContain("method.similarity.start");
    }

    @Test
    void checksADataSetWithChangesOfItsExperiment() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 5);
        Path loose = Painted.picture(photos.resolve("loose.png"), Color.RED, 1);
        List<String> check = List.of("data", "check", EXPERIMENT.toString(), "data.root=" + photos);
        assertThat(TinyRun.wsol(check))
                .contains(
                        "2 classes",
                        loose.getFileName().toString(),
                        "images are outside the class folders or in no list, and are not used: 1");
        refused(2, List.of("data", "check", photos.toString(), "data.root=x"), "require an experiment file");
        refused(2, List.of("data", "check", loose.toString()), "is an image; name the folder");
    }

    @Test
    void errorsListWhatCommandsAccept() throws IOException {
        Path file = Files.writeString(folder.resolve("some.yaml"), "name: x");
        refused(2, List.of("report", file.toString()), "is a file; name the folder of a run");
        refused(2, List.of("list"), "name what to list: backbones, methods");
        refused(2, List.of("describe"), "name what to describe", "bridging-gap");
        refused(2, List.of("predict", "RUN", "a.jpg", "--export", "pascal"), "use one of coco, voc, csv");
        refused(2, List.of("predict", folder.toString(), EXPERIMENT.toString()), "it has no model.json");
    }

    @Test
    void predictListsTheRunsOfASession() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 10);
        Path run = TinyRun.train(folder, photos);
        Path picture = photos.resolve("tit/0.png");
        refused(2, List.of("predict", run.getParent().toString(), picture.toString()), "one of its runs: " + run);
        Files.delete(run.resolve("model.json"));
        Files.writeString(
                run.resolve("status.json"),
                Files.readString(run.resolve("status.json")).replace("done", "failed"));
        refused(2, List.of("predict", run.toString(), picture.toString()), "it is failed", "--retry-failed");
    }

    @Test
    void recomputesAFinishedRunWithoutTheRequestedCheckpoints() throws IOException {
        Path photos = Painted.classFolders(folder.resolve("photos"), 10);
        List<String> command = List.of("run", "experiments/your-photos.yaml", "data.root=" + photos);
        TinyRun.train(folder, command);
        List<String> keeping = new ArrayList<>(plan(photos, TinyRun.TINY.toArray(String[]::new)));
        assertThat(TinyRun.wsol(keeping)).contains("1 cached; nothing to compute");
        keeping.add("train.checkpoint.keep=[1 steps,100%]");
        assertThat(TinyRun.wsol(keeping)).contains("1 new", "checkpoints of steps [1, 2] were not kept");
        keeping.set(0, "run");
        TinyRun.wsol(keeping);
        keeping.set(0, "plan");
        assertThat(TinyRun.wsol(keeping)).contains("1 cached; nothing to compute");
    }
}
