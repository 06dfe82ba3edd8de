package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;

/** A run killed at any moment and resumed ends bit-identical to one never interrupted. */
class KilledRunTest {
    private static final long LONGEST_WAIT_MILLIS = 1500;

    @TempDir
    private Path folder;

    @Test
    void runKilledThreeTimesGivesTheSameResult() throws Exception {
        killAndCompare(3);
    }

    @Test
    @Tag("slow")
    void runKilledTwentyTimesGivesTheSameResult() throws Exception {
        killAndCompare(20);
    }

    private void killAndCompare(int kills) throws IOException, InterruptedException {
        RealRun untouched = RealRun.write(folder, "untouched");
        assertThat(untouched.finish()).as(untouched.printed()).isZero();
        Map<String, String> expected = RunContent.of(untouched.run());
        assertThat(eventFiles(untouched.run())).contains("validation/top1", "val/cam/val/", "test/cam/test/");

        Random random = new Random(kills);
        RealRun killed = RealRun.write(folder, "killed");
        int killsSoFar = 0;
        int halfWritten = 0;
        for (int round = 1; killsSoFar < kills; round++) {
            killsSoFar += kill(killed, killsSoFar, random) ? 1 : 0;
            halfWritten += killed.writesCheckpoint() ? 1 : 0;
            if (killed.run().status().state() == RunState.DONE) {
                assertThat(RunContent.of(killed.run())).isEqualTo(expected);
                killed = RealRun.write(folder, "killed" + round);
            }
        }
        assertThat(killed.finish()).as(killed.printed()).isZero();
        assertThat(killed.run().status().state()).isEqualTo(RunState.DONE);
        assertThat(RunContent.of(killed.run())).isEqualTo(expected);
        assertThat(killed.writesCheckpoint()).isFalse();
        assertThat(halfWritten).as("kills that left a half-written checkpoint").isPositive();
    }

    /** Files during whose writing a process is killed. */
    private enum Moment {
        CHECKPOINT(".*\\.(part|next|former)", 12),
        TEMPORARY(".*\\.tmp", 30),
        CACHE(".*/cache/.*", 30),
        REPORT(".*/[^/]*report[^/]*", 3),
        DATA(".*/(data|demo-draft).*", 40),
        ANY(".*", 300);

        private final Pattern files;
        private final int latest;

        Moment(String files, int latest) {
            this.files = Pattern.compile(files);
            this.latest = latest;
        }

        boolean isOf(Path file) {
            return files.matcher(file.toString()).matches();
        }
    }

    @Test
    @Tag("slow")
    void runKilledTwentyTimesWhileWritingGivesTheSameResult() throws Exception {
        RealRun untouched = RealRun.write(folder(0), "run");
        assertThat(untouched.finish(cache(untouched))).as(untouched.printed()).isZero();
        Map<String, String> expected = RunContent.of(untouched.run());
        Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
        Random random = new Random(20);
        for (int round = 1; total(kills) < 20; round++) {
            assertThat(round).as("kills so far %s", kills).isLessThan(40);
            RealRun run = RealRun.write(folder(round), "run");
            Moment first = Moment.values()[round % Moment.values().length];
            for (Moment moment : List.of(first, Moment.values()[random.nextInt(Moment.values().length)])) {
                if (kill(run, moment, 1 + random.nextInt(moment.latest))) {
                    kills.merge(moment, 1, Integer::sum);
                }
            }
            assertThat(run.finish(cache(run)))
                    .as("%s: %s", first, run.printed())
                    .isZero();
            assertThat(RunContent.of(run.run())).as("killed at %s", first).isEqualTo(expected);
            assertThat(leftIn(run.run())).as("killed at %s", first).isEmpty();
        }
        assertThat(kills).containsKeys(Moment.values());
    }

    private Path folder(int round) throws IOException {
        return Files.createDirectories(folder.resolve("round" + round));
    }

    private static String cache(RealRun run) {
        return "data.cache=" + run.folder().resolve("cache");
    }

    private static int total(Map<Moment, Integer> kills) {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns false if the run has ended before. */
    private static boolean kill(RealRun run, Moment moment, int events) throws IOException, InterruptedException {
        try (FileEvents happening = new FileEvents(run.folder())) {
            Process process = run.start(cache(run));
            boolean alive = happening.await(moment::isOf, events, process);
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return alive;
        }
    }

    private static List<Path> leftIn(RunFolder run) throws IOException {
        try (Stream<Path> files = Files.walk(run.path())) {
            return files.filter(file -> Moment.CHECKPOINT.isOf(file) || Moment.TEMPORARY.isOf(file))
                    .toList();
        }
    }

    private static String eventFiles(RunFolder run) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(run.events())) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    /**
     * Every other kill happens while a checkpoint is written, the others at a random moment; returns false if the run
     * has ended before.
     */
    private static boolean kill(RealRun run, int number, Random random) throws InterruptedException {
        long before =
                run.runs().isEmpty() ? 0 : run.run().metricsLines().toFile().lastModified();
        Process process = run.start();
        run.await(
                process, () -> run.trains() && run.run().metricsLines().toFile().lastModified() > before);
        if (number % 2 == 0) {
            run.await(process, run::writesCheckpoint);
        } else {
            Thread.sleep(random.nextLong(LONGEST_WAIT_MILLIS));
        }
        boolean alive = process.isAlive();
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return alive;
    }
}
