package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wsol evaluate} and {@code wsol run} score existing networks without training again. */
class ScoredAgainTest {
    @TempDir
    static Path folder;

    private static Path photos;
    private static Path boxes;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        photos = Painted.classFolders(folder.resolve("photos"), 10);
        List<String> lines = new ArrayList<>(List.of("image,x0,y0,x1,y1"));
        for (String name : List.of("tit", "wren")) {
            for (int i = 0; i < 10; i++) {
                lines.add(name + "/" + i + ".png," + (4 + i) + ",6," + (23 + i) + ",27");
            }
        }
        boxes = Files.write(folder.resolve("boxes.csv"), lines);
        run = TinyRun.train(folder, training());
    }

    private static List<String> training(String... changes) {
        List<String> words = new ArrayList<>(List.of("run", "experiments/your-photos.yaml", "data.root=" + photos));
        words.add("data.split.valFraction=0.2");
        words.addAll(Arrays.asList(changes));
        return words;
    }

    private static TinyRun.Outcome evaluate(String... words) {
        List<String> all = new ArrayList<>(List.of("evaluate", run.toString()));
        all.addAll(Arrays.asList(words));
        return TinyRun.outcome(all);
    }

    /** The number of runs that were trained; the others use the checkpoint of the first. */
    private static long trainings() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(file -> file.endsWith("checkpoints/last.safetensors"))
                    .map(ScoredAgainTest::modified)
                    .distinct()
                    .count();
        }
    }

    private static long runs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(file -> file.endsWith("run.json")).count();
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    @Test
    void scoresLaterAddedBoxesWithTheTrainedNetwork() throws IOException {
        List<String> words = new ArrayList<>(training("data.boxes=" + boxes));
        words.set(0, "plan");
        words.set(
                1,
                Path.of(System.getProperty("wsol.project", ".."))
                        .resolve(words.get(1))
                        .toString());
        words.addAll(TinyRun.TINY);
        words.add("output.root=" + folder.resolve("runs"));
        assertThat(TinyRun.wsol(words)).contains("1 to score");
        words.set(0, "run");
        assertThat(TinyRun.wsol(words)).contains("maxBoxAccV2", "centre baseline");
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void scoresOtherSplitsBoxesAndProtocols() throws IOException {
        TinyRun.Outcome val = evaluate("data.boxes=" + boxes, "--split", "val");
        assertThat(val.exit()).as(val.err()).isZero();
        assertThat(val.out()).contains("centre baseline", "maxBoxAccV2");
        TinyRun.Outcome scaled = evaluate("data.boxes=" + boxes, "evaluation.normaliser=max");
        assertThat(scaled.exit()).as(scaled.err()).isZero();
        TinyRun.Outcome larger = evaluate("data.boxes=" + boxes, "data.evaluationSize=48");
        assertThat(larger.exit()).as(larger.err()).isZero();
        assertThat(TinyRun.wsol(List.of("runs", "--root", folder.resolve("runs").toString())))
                .as("what was typed")
                .contains("evaluation.normaliser=max", "data.evaluationSize=48", "split=val");
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void reportsADataSetTooSmallForATestSplit() throws IOException {
        Path few = Painted.classFolders(folder.resolve("few"), 1);
        List<String> words = new ArrayList<>(List.of(
                "run",
                Path.of(System.getProperty("wsol.project", ".."))
                        .resolve("experiments/your-photos.yaml")
                        .toString()));
        words.addAll(TinyRun.TINY);
        words.addAll(List.of("data.root=" + few, "output.root=" + folder.resolve("few-runs")));
        TinyRun.Outcome outcome = TinyRun.outcome(words);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "Nothing was scored: the data set has no test split; data.split creates one if each class has enough");
    }

    @Test
    void scoresAnotherDataSetByItsClassNames() throws IOException {
        Path others = folder.resolve("others");
        Painted.picture(others.resolve("wren/x.png"), java.awt.Color.ORANGE, 3);
        Painted.picture(others.resolve("tit/y.png"), java.awt.Color.BLUE, 3);
        long runs = runs();
        TinyRun.Outcome undivided = evaluate("--data", others.toString());
        assertThat(undivided.exit()).isEqualTo(2);
        assertThat(undivided.err()).contains("no test split", "--split train").doesNotContain("--retry-failed");
        assertThat(runs()).as("no folder of a run that cannot be scored").isEqualTo(runs);
        TinyRun.Outcome outcome = evaluate("--data", others.toString(), "--split", "train");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("top1");
        Painted.picture(others.resolve("eagle/z.png"), java.awt.Color.BLUE, 3);
        TinyRun.Outcome unknown = evaluate("--data", others.toString(), "--split", "train");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).containsOnlyOnce("the model has no class 'eagle'");
    }

    @Test
    void scoresMapsOfTheRunAndOfAFolder() throws IOException {
        for (String kind : List.of("cam", "norm", "similarity")) {
            TinyRun.Outcome outcome = evaluate("--maps", kind, "data.boxes=" + boxes);
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("centre baseline");
        }
        assertThat(evaluate("--maps", "cam", "--split", "val").err()).contains("has no cam maps of the val split");
        TinyRun.Outcome ignored = evaluate("--maps", "norm", "data.boxes=" + boxes, "evaluation.normaliser=max");
        assertThat(ignored.exit()).isEqualTo(2);
        assertThat(ignored.err()).contains("'evaluation.normaliser=max' has no effect here");
        TinyRun.Outcome missing = evaluate("--maps", folder.resolve("none").toString());
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("does not exist", "cam, norm, similarity");
    }

    @Test
    void rejectsChangesOfTheNetwork() {
        TinyRun.Outcome outcome = evaluate("train.lr=1");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("another network", "configuration");
        assertThat(evaluate("--split", "dev").err()).contains("train, val or test");
        assertThat(evaluate("--data", folder.resolve("none").toString()).err()).contains("does not exist");
    }
}
