package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests failures on a local cluster: results stay bit-identical. */
@Tag("slow")
class SparkDrillsTest {
    private static final String ENGINE = "--engine=local-cluster[2,1,2048]";
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    private Commands commands;

    @BeforeEach
    void writeExperiment() throws IOException {
        commands = new Commands(folder);
        Files.writeString(folder.resolve("drill.yaml"), RunResults.EXPERIMENT);
    }

    private Map<String, String> results(String root) throws IOException {
        return RunResults.of(folder.resolve(root));
    }

    private Map<String, String> withoutEngine() throws Exception {
        commands.run("run", "drill.yaml", "--threads", "1", "output.root=plain").expect(0);
        Map<String, String> expected = results("plain");
        assertThat(expected).hasSize(2);
        return expected;
    }

    /** A process that computes a run and has written a checkpoint. */
    private ProcessHandle computing(String root) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            for (Path lock : locks(root)) {
                boolean saved = Files.exists(lock.resolveSibling("checkpoints").resolve("last.safetensors"));
                Optional<ProcessHandle> owner =
                        owner(lock).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
                if (saved && owner.isPresent()) {
                    return owner.get();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no run has written a checkpoint");
    }

    private List<Path> locks(String root) throws IOException {
        if (!Files.isDirectory(folder.resolve(root))) {
            return List.of();
        }
        try (Stream<Path> files =
                Files.find(folder.resolve(root), 4, (file, attributes) -> file.endsWith("run.lock"))) {
            return files.toList();
        }
    }

    private static Optional<Long> owner(Path lock) {
        try {
            Matcher pid = Pattern.compile("\"pid\"\\s*:\\s*(\\d+)").matcher(Files.readString(lock));
            return pid.find() ? Optional.of(Long.parseLong(pid.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // released meanwhile
        }
    }

    private void awaitFree(String root) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (locks(root).stream().anyMatch(lock -> owner(lock)
                .flatMap(ProcessHandle::of)
                .map(ProcessHandle::isAlive)
                .orElse(false))) {
            assertThat(System.nanoTime()).as("processes end with their workers").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    @Test
    void survivesKilledExecutorsAndProcesses() throws Exception {
        Map<String, String> expected = withoutEngine();
        Commands.Started sweep = commands.start("run", "drill.yaml", ENGINE, "output.root=spark");
        ProcessHandle first = computing("spark");
        first.parent().orElseThrow().destroyForcibly(); // the executor
        first.onExit().get();
        ProcessHandle second = computing("spark");
        second.destroyForcibly(); // the process itself
        sweep.end().expect(0);
        assertThat(results("spark")).isEqualTo(expected);
        assertThat(commands.run("run", "drill.yaml", ENGINE, "output.root=spark")
                        .expect(0)
                        .output())
                .as("nothing is computed again, no cluster is started")
                .doesNotContain("engine:")
                .doesNotContain("starts");
    }

    @Test
    void survivesKilledAndStoppedDrivers() throws Exception {
        Map<String, String> expected = withoutEngine();
        Commands.Started killed = commands.start("run", "drill.yaml", ENGINE, "output.root=spark");
        computing("spark");
        killed.process().destroyForcibly();
        killed.process().onExit().get();
        awaitFree("spark");
        Commands.Started stopped = commands.start("run", "drill.yaml", ENGINE, "output.root=spark");
        computing("spark");
        stopped.process().destroy();
        assertThat(stopped.end().expect(INTERRUPTED).output()).contains("interrupted");
        assertThat(locks("spark")).isEmpty();
        Commands.Started last = commands.start("run", "drill.yaml", ENGINE, "output.root=spark");
        computing("spark");
        Commands.Ended other = commands.run("run", "drill.yaml", ENGINE, "output.root=spark");
        assertThat(other.output()).as("two drivers on one sweep").containsIgnoringCase("computed by process");
        last.end().expect(0);
        assertThat(results("spark")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"every step", "every 2 steps"})
    void workersShareShardsAndSurviveKilledWorkers(String exchange) throws Exception {
        String[] shards = {"~sweep.grid", "train.shards=4", "train.exchange=" + exchange};
        commands.run("run", "drill.yaml", "--threads", "1", "output.root=plain", shards[0], shards[1], shards[2])
                .expect(0);
        Map<String, String> expected = results("plain");
        Commands.Started sweep =
                commands.start("run", "drill.yaml", ENGINE, "output.root=spark", shards[0], shards[1], shards[2]);
        ProcessHandle first = computing("spark");
        assertThat(run("spark").resolve("console-1.txt"))
                .as("of the second worker")
                .exists();
        first.parent().orElseThrow().destroyForcibly(); // the executor
        first.onExit().get();
        ProcessHandle second = computing("spark");
        second.destroyForcibly(); // the process itself
        sweep.end().expect(0);
        assertThat(results("spark")).isEqualTo(expected).hasSize(1);
    }

    @Test
    void reportsWorkersWithOtherCodeOrData() throws Exception {
        commands.run("run", "drill.yaml", "output.root=plain", "train.epochs=1").expect(0);
        try (Stream<Path> files = Files.walk(folder.resolve("plain"))) {
            Path card =
                    files.filter(file -> file.endsWith("run.json")).findFirst().orElseThrow();
            String text = Files.readString(card);
            Files.writeString(card, text.replaceAll("(\"code\\.core\"\\s*:\\s*\")[0-9a-f]{4}", "$10000"));
            Commands.Ended refused = commands.run("execute", card.getParent().toString(), "--attached")
                    .expect(2);
            assertThat(refused.output()).contains("code.core").contains("differ there");
        }
    }

    @Test
    void allWorkersRejectATrainingOnOtherDataAtOnce() throws Exception {
        Commands.Started sweep =
                commands.start("run", "drill.yaml", ENGINE, "output.root=spark", "~sweep.grid", "train.shards=2");
        sweep.await("engine: "); // the run was planned before
        Path boxes = onlyFolder(folder.resolve("demo")).resolve("metadata/test/localization.txt");
        Files.writeString(boxes, Files.readString(boxes).replaceFirst(",\\d+,\\d+,\\d+,\\d+\\R", ",0,0,1,1\n"));
        long begin = System.nanoTime();
        String output = sweep.end().expect(3).output();
        assertThat(output).contains("evaluation.data differ there", "(exit code 2)");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("no worker waits for the others")
                .isLessThan(Duration.ofSeconds(100));
        assertThat(run("spark").resolve("checkpoints")).doesNotExist();
    }

    /** All processes may write small files only, as if disks were full. */
    @Test
    void reportsFullDisksAndEndsTheSession() throws Exception {
        Commands.Started sweep = commands.start(
                List.of("sh", "-c", "ulimit -f 200 && exec \"$@\"", "sh"),
                "run",
                "drill.yaml",
                ENGINE,
                "output.root=spark",
                "~sweep.grid",
                "train.shards=2");
        assertThat(sweep.end().expect(4).output()).contains("cannot write weight file", "last.safetensors", "on ");
    }

    @Test
    void predictionsEqualThoseOfOneProcess() throws Exception {
        commands.run("run", "drill.yaml", "output.root=plain", "train.epochs=1", "~sweep.grid")
                .expect(0);
        String run = run("plain").toString();
        commands.run("predict", run, "demo", "--out", "one").expect(0);
        Commands.Ended many = commands.run("predict", run, "demo", "--out", "many", "--engine", "local[2]")
                .expect(0);
        assertThat(many.output()).contains("images 0:32 are done").contains("images 32:");
        assertThat(Files.readString(folder.resolve("many/predictions.json")))
                .isEqualTo(Files.readString(folder.resolve("one/predictions.json")));
        assertThat(files("many")).isEqualTo(files("one"));
    }

    @Test
    void evaluationsEqualThoseOfOneProcessDespiteKilledDriversAndProcesses() throws Exception {
        commands.run("run", "drill.yaml", "output.root=plain", "train.epochs=1", "~sweep.grid", "data.test=160")
                .expect(0);
        String[] one = {
            "evaluate",
            run("plain").toString(),
            "--split",
            "test",
            "evaluation.normaliser=max",
            "output.root=one",
            "--threads",
            "1"
        };
        commands.run(one).expect(0);
        String[] onEngine = one.clone();
        onEngine[5] = "output.root=many";
        onEngine[6] = "--engine";
        onEngine[7] = "local[2]";
        Commands.Started killed = commands.start(onEngine);
        killed.await("are done");
        killed.process().destroyForcibly();
        killed.process().onExit().get();
        List<String> done = finished(Files.readString(killed.output()));

        Commands.Started many = commands.start(onEngine);
        child(many.process()).destroyForcibly();
        List<String> others = finished(many.end().expect(0).output());

        assertThat(others).isNotEmpty().doesNotContainAnyElementsOf(done);
        // A range may have been finished when the driver was killed, but not yet reported.
        assertThat(Stream.of(done, others).flatMap(List::stream))
                .doesNotHaveDuplicates()
                .isSubsetOf("0:40", "40:80", "80:120", "120:160");
        assertThat(results("many").values())
                .containsExactlyElementsOf(results("one").values());
        try (Stream<Path> left = Files.walk(folder.resolve("many"))) {
            assertThat(left.filter(file -> file.toString().contains(".answers-")))
                    .isEmpty();
        }
    }

    /** The ranges that were reported as computed. */
    private static List<String> finished(String output) {
        return Pattern.compile("images (\\d+:\\d+) are done")
                .matcher(output)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** A Java process started by another one. */
    private static ProcessHandle child(Process parent) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            Optional<ProcessHandle> found = parent.children()
                    .filter(one -> one.info().command().orElse("").endsWith("java"))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no process was started");
    }

    @Test
    void checksAndExplanationsEqualThoseOfOneProcess() throws Exception {
        commands.run("run", "drill.yaml", "output.root=plain", "train.epochs=1", "~sweep.grid")
                .expect(0);
        Path set = onlyFolder(folder.resolve("demo"));
        Files.writeString(set.resolve("images/train/broken.png"), "no image"); // not listed and therefore ignored
        String data = folder.relativize(set).toString();
        String found = commands.run("data", "check", data).output();
        Commands.Ended checked = commands.run("data", "check", data, "--engine", "local[2]");
        assertThat(checked.output()).contains("images 0:32 are done");
        assertThat(checked.output().lines().filter(line -> !line.contains("are done") && !line.startsWith("engine:")))
                .containsExactlyElementsOf(found.lines()
                        .filter(line -> !line.startsWith("checking images:"))
                        .toList());
        assertThat(folder.resolve("check-parts")).doesNotExist();
        String run = run("plain").toString();
        commands.run("explain", run, data + "/images/test", "--out", "one").expect(0);
        commands.run("explain", run, data + "/images/test", "--out", "many", "--engine", "local[2]")
                .expect(0);
        assertThat(files("many")).isEqualTo(files("one"));
        String seconds = "\"seconds\" : [0-9.E-]+";
        assertThat(Files.readString(folder.resolve("many/explanations.json")).replaceAll(seconds, ""))
                .isEqualTo(Files.readString(folder.resolve("one/explanations.json"))
                        .replaceAll(seconds, ""));
    }

    private static Path onlyFolder(Path parent) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private Path run(String root) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(root))) {
            return files.filter(file -> file.endsWith("run.json"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    private List<String> files(String below) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(below))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void repeatedlyDyingRunFailsWithItsReasonAndOthersContinue() throws Exception {
        Commands.Started sweep = commands.start(
                "run",
                "drill.yaml",
                "--engine=local[1]",
                "output.root=spark",
                "engine.address=local[1]",
                "engine.attempts=1");
        ProcessHandle first = computing("spark");
        first.destroyForcibly();
        Commands.Ended ended = sweep.end().expect(3);
        assertThat(ended.output())
                .contains("stopped after 1 attempts")
                .contains("killed by signal 9")
                .contains("spark.executor.memoryOverhead");
        assertThat(RunResults.of(folder.resolve("spark"), "done"))
                .as("the other run")
                .hasSize(1);
    }
}
