package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.wsol.core.TrainingException;
import org.wsol.core.progress.Progress;
import org.wsol.experiment.engine.ConsoleTail;
import org.wsol.experiment.engine.Engine;
import org.wsol.experiment.engine.Engine.WorkerExit;
import org.wsol.experiment.engine.WorkerCommand;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;
import org.wsol.experiment.internal.session.SessionRunner.SessionListener;

/** Runs that an engine computes. */
class EngineSessionTest extends SessionTestBase {

    /** Carries out a command in a way of its own. */
    @FunctionalInterface
    private interface Worker {
        WorkerExit run(WorkerCommand command, BooleanSupplier stop);
    }

    private record FakeEngine(Worker worker) implements Engine {
        @Override
        public int slots() {
            return 2;
        }

        @Override
        public int threads() {
            return 3;
        }

        @Override
        public String description() {
            return "fake";
        }

        @Override
        public WorkerExit run(WorkerCommand command, BooleanSupplier stop) {
            return worker.run(command, stop);
        }

        @Override
        public void close() {}
    }

    private SessionResult run(String sweep, Worker worker, Interruption interruption) {
        RunLauncher launcher = new EngineLauncher(
                new FakeEngine(worker), 1, config -> "sum", (run, line) -> printed.add(run.tag() + ": " + line));
        return new SessionRunner(
                        launcher,
                        new SessionListener() {
                            @Override
                            public void started(PlanEntry entry, int number, int total) {}

                            @Override
                            public void ended(RunResult result, int number, int total) {}
                        },
                        interruption)
                .run(plan(experiment(sweep)), options(1));
    }

    private SessionResult run(Worker worker) {
        return run("", worker, new Interruption(Optional.empty()));
    }

    /** Computes with the fake executor, as {@code wsol execute} does with the real one. */
    private WorkerExit computed(WorkerCommand command, BooleanSupplier stop) {
        assertThat(command.arguments()).startsWith("execute").contains("--threads", "3", "--session");
        say(command, "computing " + command.name());
        RunFolder run = RunFiles.named(Path.of(command.arguments().get(1)));
        var status = new InProcessLauncher(
                        executor,
                        (session, folder, asked) -> new RunContext(Progress.NONE, asked, RunMonitor.NONE, 1),
                        org.wsol.cli.terminal.RunLogFile::open)
                .launch(
                        RunFiles.load(run, loader),
                        run,
                        new SessionFolder(run.path().getParent()),
                        stop::getAsBoolean);
        return new WorkerExit(status.state() == RunState.DONE ? 0 : 3, "host", false);
    }

    private static void say(WorkerCommand command, String line) {
        try {
            Files.writeString(command.console(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void workersComputeThePlannedRuns() {
        String sweep = "sweep: {cases: {a: {train.lr: 1}, b: {train.lr: 2}, bad: {train.lr: 666}}}";
        SessionResult result = run(sweep, this::computed, new Interruption(Optional.empty()));
        assertThat(result.done()).isEqualTo(2);
        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.status().reason()).contains("not a number"));
        assertThat(printed).anyMatch(line -> line.startsWith("a: computing a-"));
        assertThat(actions(experiment(sweep)).subList(0, 2))
                .containsExactly(PlanEntry.Action.CACHED, PlanEntry.Action.CACHED);
    }

    @Test
    void freeWorkersShareTheShardsOfARun() {
        List<Integer> workers = new ArrayList<>();
        run(
                "sweep: {cases: {four: {train.shards: 4}, two: {train.shards: 2}, whole: {train.shards: 1}}}",
                (command, stop) -> {
                    workers.add(command.workers());
                    return computed(command, stop);
                },
                new Interruption(Optional.empty()));
        assertThat(workers).as("of two slots").containsExactly(2, 2, 1);
    }

    @Test
    void rejectionIsReportedAsTheReasonOfTheFailure() {
        SessionResult result = run((command, stop) -> {
            say(command, "error: the worker far does not match what the run was planned with: code.core");
            return new WorkerExit(2, "far", false);
        });
        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(
                        failure.status().reason())
                .contains("on far: error: the worker far")
                .contains("code.core")
                .contains("exit code 2"));
        assertThat(result.results().get(0).folder().orElseThrow().status().state())
                .isEqualTo(RunState.FAILED);
    }

    @Test
    void lostWorkersAreReportedAsTheReasonOfTheFailure() {
        SessionResult result = run((command, stop) -> {
            throw new TrainingException("the engine stopped after 3 attempts: executor lost");
        });
        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.status().reason()).contains("executor lost"));
    }

    @Test
    void fullDiskEndsTheSession() {
        SessionResult result = run((command, stop) -> {
            say(command, "error: cannot write: no space left");
            return new WorkerExit(4, "host", false);
        });
        assertThat(result.storageFailed()).isTrue();
    }

    @Test
    void waitsForARunThatIsStopping() throws IOException {
        Interruption interruption = new Interruption(Optional.empty());
        SessionResult result = run(
                "",
                (command, stop) -> {
                    Path run = Path.of(command.arguments().get(1));
                    RunLock lock = RunLock.tryAcquire(run).orElseThrow();
                    new RunFolder(run)
                            .write(org.wsol.experiment.internal.runfolder.RunStatus.now(RunState.RUNNING, ""));
                    new Thread(() -> {
                                try (lock) {
                                    Thread.sleep(800);
                                    new RunFolder(run)
                                            .write(org.wsol.experiment.internal.runfolder.RunStatus.now(
                                                    RunState.INTERRUPTED, "with a checkpoint"));
                                    Thread.sleep(700); // its process has not ended yet
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            })
                            .start();
                    interruption.request();
                    assertThat(stop.getAsBoolean()).isTrue();
                    return new WorkerExit(130, "", true);
                },
                interruption);
        assertThat(result.results().get(0).status().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(result.results().get(0).status().reason()).isEqualTo("with a checkpoint");
        Path run = result.results().get(0).folder().orElseThrow().path();
        assertThat(RunLock.isHeld(run)).as("the process has ended").isFalse();
    }

    @Test
    void forwardsOnlyCompleteNewLines() throws IOException {
        Path file = Files.writeString(folder.resolve("console.txt"), "before\n");
        ConsoleTail tail = new ConsoleTail(file, heard::add);
        tail.poll();
        Files.writeString(file, "one\ntw", StandardOpenOption.APPEND);
        tail.poll();
        assertThat(heard).containsExactly("one");
        Files.writeString(file, "o äöü\n\n", StandardOpenOption.APPEND);
        tail.poll();
        assertThat(heard).isEqualTo(List.of("one", "two äöü", ""));
        assertThat(tail.last()).isEqualTo("two äöü");
        ConsoleTail none = new ConsoleTail(folder.resolve("absent.txt"), heard::add);
        none.poll();
        assertThat(none.last()).isEmpty();
    }
}
