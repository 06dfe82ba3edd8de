package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.wsol.core.StorageException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.internal.session.PlanEntry.Action;
import org.wsol.experiment.results.SessionIndex;

/** Sessions beside other sessions, and with folders that were moved, deleted, damaged or cannot be written. */
class DisturbedSessionTest extends SessionTestBase {
    private static final String TWO = "sweep: {cases: {a: {train.lr: 1}, b: {train.lr: 2}}}";

    @Test
    void concurrentSessionsShareTheirRuns() {
        SessionPlan first = plan(experiment(TWO));
        SessionPlan second = plan(experiment(TWO));
        List<SessionResult> beside = new ArrayList<>();
        executor.afterStep = () -> {
            executor.afterStep = () -> {};
            beside.add(run(second, options(1), new Interruption(Optional.empty())));
        };
        SessionResult result = run(first, options(1), new Interruption(Optional.empty()));
        assertThat(executor.executed).containsExactly("a", "b");
        assertThat(result.done()).isEqualTo(2);
        assertThat(beside.get(0).done()).isEqualTo(1);
        assertThat(beside.get(0).busy()).singleElement().satisfies(busy -> {
            assertThat(busy.run().tag()).isEqualTo("a");
            assertThat(busy.status().reason()).contains("computed by", "run.lock");
        });
    }

    @Test
    void damagedResultsAreNotReused() throws IOException {
        SessionResult first = run(experiment(TWO));
        Path metrics = first.results().get(0).folder().orElseThrow().metrics();
        Files.writeString(metrics, "{\"test\": {\"protocol\": \"ora");
        SessionPlan plan = plan(experiment(TWO));
        assertThat(plan.entries().get(0).action()).isNotEqualTo(Action.CACHED);
        assertThat(plan.entries().get(0).note()).matches("metrics.json of \\S+ is damaged");
        assertThat(plan.entries().get(1).action()).isEqualTo(Action.CACHED);
        run(experiment(TWO));
        assertThat(actions(experiment(TWO))).containsOnly(Action.CACHED);
    }

    /** A run that another session computes at first, and that has ended when this session ends, is done. */
    @Test
    void runsOfAnotherSessionThatEndMeanwhileAreDone() throws Exception {
        SessionPlan first = plan(experiment(TWO));
        SessionPlan second = plan(experiment(TWO));
        CountDownLatch secondComputesB = new CountDownLatch(1);
        CountDownLatch firstHasEnded = new CountDownLatch(1);
        FutureTask<SessionResult> beside =
                new FutureTask<>(() -> run(second, options(1), new Interruption(Optional.empty())));
        executor.afterStep = () -> {
            executor.afterStep = () -> {
                executor.afterStep = () -> {};
                secondComputesB.countDown();
                await(firstHasEnded);
            };
            new Thread(beside).start();
            await(secondComputesB);
        };
        SessionResult result = run(first, options(1), new Interruption(Optional.empty()));
        assertThat(result.done()).isEqualTo(1);
        assertThat(result.busy()).hasSize(1);
        firstHasEnded.countDown();
        assertThat(beside.get().done()).isEqualTo(2);
        assertThat(beside.get().busy()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDeletedRunFolderDoesNotStopTheOthers() {
        executor.afterStep = () -> {
            executor.afterStep = () -> {};
            try (Stream<Path> files = Files.walk(runs())) {
                Path run = files.filter(path -> path.endsWith("run.json"))
                        .findFirst()
                        .orElseThrow()
                        .getParent();
                PathUtils.deleteDirectory(run);
                throw new StorageException("the lock was deleted", new IOException()); // as the lock does
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        SessionResult result = run(experiment(TWO));
        assertThat(result.done()).isEqualTo(1);
        assertThat(result.storageFailed()).isFalse();
        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(
                        failure.status().reason())
                .isEqualTo("the folder of the run was deleted"));
        assertThat(actions(experiment(TWO))).containsExactly(Action.NEW, Action.CACHED);
    }

    @Test
    void usesAMovedResultsFolder() throws IOException {
        run(experiment(TWO));
        run(experiment(TWO));
        Path moved = folder.resolve("elsewhere/moved");
        Files.createDirectories(moved.getParent());
        Files.move(runs(), moved);
        assertThat(actions(experiment(TWO, "output.root=" + moved))).containsOnly(Action.CACHED);
        assertThat(indexFolders(moved)).hasSize(4).allSatisfy(path -> assertThat(path)
                .isDirectory());
    }

    private static List<Path> indexFolders(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(SessionIndex.FILE_NAME))
                    .flatMap(index -> lines(index).map(line -> index.resolveSibling((String) line.get("folder"))))
                    .toList();
        }
    }

    private static Stream<Map<String, Object>> lines(Path index) {
        try {
            return Files.readAllLines(index).stream().map(line -> Json.parse(line, "index"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void recomputesADeletedRun() throws IOException {
        SessionResult result = run(experiment(TWO));
        try (Stream<Path> files =
                Files.walk(result.results().get(1).folder().orElseThrow().path())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(actions(experiment(TWO))).containsExactly(Action.CACHED, Action.NEW);
    }

    @Test
    void doesNotTouchARunOfALivingProcess() {
        SessionResult result = run(experiment("", "train.lr=0.5"));
        RunFolder run = result.results().get(0).folder().orElseThrow();
        run.write(RunStatus.now(RunState.RUNNING, ""));
        try (RunLock lock = RunLock.tryAcquire(run.path()).orElseThrow()) {
            assertThat(RunLock.tryAcquire(run.path())).isEmpty();
            assertThat(actions(experiment("", "train.lr=0.5"))).containsExactly(Action.BUSY);
        }
        assertThat(actions(experiment("", "train.lr=0.5"))).containsExactly(Action.RESUME);
    }

    @Test
    void fullDiskEndsTheSessionAndIsNoDefect() {
        SessionResult result = run(experiment("", "train.lr=1,668,2"));
        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(
                        failure.status().reason())
                .contains("No space left on device")
                .doesNotContain("internal error"));
        assertThat(result.storageFailed()).isTrue();
        assertThat(result.done()).as("what was complete before").isEqualTo(1);
        assertThat(heard).as("the next run would fail alike").doesNotContain("start bridging-gap-lr2");
        RunFolder failed = result.failures().get(0).folder().orElseThrow();
        assertThat(failed.status().state()).isEqualTo(RunState.FAILED);
        assertThat(failed.status().reason()).contains("free some space");
    }

    @Test
    void reportsAnUnwritableRootWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        assertThatThrownBy(() -> run(experiment("", "output.root=" + file.resolve("runs"))))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("output.root: cannot write below ")
                .hasMessageContaining("name a folder that can be written to");
    }

    @Test
    void reportsADamagedRunWithoutBlockingOthers() throws IOException {
        SessionResult result = run(experiment(TWO));
        Path damaged = result.results().get(0).folder().orElseThrow().path();
        for (String file :
                List.of("status.json", "run.json", "run.lock", "summary.json", "metrics.jsonl", "config.yaml")) {
            byte[] former =
                    Files.exists(damaged.resolve(file)) ? Files.readAllBytes(damaged.resolve(file)) : new byte[0];
            for (String content : List.of("", "{", "[1]", "null", "{\"state\": 3, \"updated\": \"x\"}", "\0\0\0")) {
                Files.writeString(damaged.resolve(file), content);
                SessionPlan plan = plan(experiment(TWO));
                assertThat(plan.entries().get(1).action()).isEqualTo(Action.CACHED);
                assertThat(plan.damaged()).as(file + " " + content).allMatch(problem -> problem.contains(file));
            }
            if (former.length > 0) {
                Files.write(damaged.resolve(file), former);
            } else {
                Files.delete(damaged.resolve(file));
            }
        }
        assertThat(actions(experiment(TWO))).containsOnly(Action.CACHED);
    }
}
