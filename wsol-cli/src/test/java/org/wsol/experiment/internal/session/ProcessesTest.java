package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.SessionRunner.SessionListener;

/** Runs in separate processes, including killed ones. */
class ProcessesTest extends SessionTestBase {
    private static final SessionListener SILENT = new SessionListener() {
        @Override
        public void started(PlanEntry entry, int number, int total) {}

        @Override
        public void ended(RunResult result, int number, int total) {}
    };

    @Test
    void severalProcessesComputeConcurrently() {
        String sweep = "sweep: {cases: {a: {train.lr: 1}, b: {train.lr: 2}, bad: {train.lr: 666}}}";
        SessionResult result = run(plan(experiment(sweep)), options(2), new Interruption(Optional.empty()));
        assertThat(result.done()).isEqualTo(2);
        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.status().reason()).contains("not a number"));
        assertThat(Json.read(result.results().get(0).folder().orElseThrow().provenance())
                        .get("system"))
                .asString()
                .contains("ompThreads=2");
        assertThat(printed)
                .anyMatch(line -> line.startsWith("a: computing a-"))
                .anyMatch(line -> line.startsWith("b: "));
        assertThat(result.results().get(0).folder().orElseThrow().path().resolve("console.txt"))
                .content()
                .startsWith("computing a-");
    }

    /** Java starts and compiles once per process; a run that failed may have left its process in any state. */
    @Test
    void processesComputeFurtherRunsUntilOneFails() throws IOException {
        SessionPlan plan = plan(experiment("", "train.lr=1,2,666,4,5"));
        List<Long> processes = new CopyOnWriteArrayList<>();
        SessionResult result = new SessionRunner(
                        new ProcessLauncher(FakeMain.class.getName(), 1, (run, line) -> {
                            if (line.startsWith("computing ")) {
                                processes.add(Long.valueOf(line.replaceFirst(".* ", "")));
                            }
                        }),
                        SILENT,
                        new Interruption(Optional.empty()))
                .run(plan, options(1));
        assertThat(result.done()).isEqualTo(4);
        assertThat(processes).hasSize(5);
        assertThat(processes.subList(0, 3)).containsOnly(processes.get(0));
        assertThat(processes.subList(3, 5)).containsOnly(processes.get(3)).doesNotContain(processes.get(0));
        assertThat(processes).noneMatch(id -> ProcessHandle.of(id).isPresent());
        for (RunResult each : result.results()) {
            assertThat(each.folder().orElseThrow().path().resolve("console.txt"))
                    .content()
                    .startsWith("computing " + each.folder().orElseThrow().name())
                    .endsWith("no newline at the end\n")
                    .containsOnlyOnce("computing");
        }
    }

    @Test
    void waitingProcessThatWasKilledIsReplaced() throws IOException {
        SessionPlan plan = plan(experiment("", "train.lr=1,2"));
        ProcessLauncher launcher = new ProcessLauncher(FakeMain.class.getName(), 1, (run, line) -> {});
        SessionListener killing = new SessionListener() {
            @Override
            public void started(PlanEntry entry, int number, int total) {}

            @Override
            public void ended(RunResult result, int number, int total) {
                ProcessHandle.current().children().forEach(child -> {
                    child.destroyForcibly();
                    child.onExit().join();
                });
            }
        };
        SessionResult result =
                new SessionRunner(launcher, killing, new Interruption(Optional.empty())).run(plan, options(1));
        assertThat(result.done()).isEqualTo(2);
    }

    /**
     * More runs than processors: with a pool of one reader per processor some pipes would stay full, and all processes
     * would wait.
     */
    @Test
    void readsTheWholeOutputOfMoreRunsThanProcessors() throws IOException {
        int jobs = Math.min(8, 1 + Math.max(3, Runtime.getRuntime().availableProcessors()));
        String rates = IntStream.rangeClosed(1, jobs).mapToObj(String::valueOf).collect(Collectors.joining(","));
        SessionPlan plan = plan(experiment("", "train.lr=" + rates));
        Files.createDirectories(runs());
        Files.writeString(runs().resolve(NoisyMain.ALL), String.valueOf(jobs));
        SessionResult result = new SessionRunner(
                        new ProcessLauncher(
                                NoisyMain.class.getName(), 1, (run, line) -> printed.add(run.tag() + ": " + line)),
                        SILENT,
                        new Interruption(Optional.empty()))
                .run(plan, options(jobs));
        assertThat(result.failures()).isEmpty();
        assertThat(result.done()).isEqualTo(jobs);
        assertThat(printed.stream().filter(line -> line.endsWith("noise 2999"))).hasSize(jobs);
    }

    /** The output of a process is read to its end after it was asked to stop. */
    @Test
    void anInterruptedProcessIsNotADiskError() throws IOException {
        SessionPlan plan = plan(experiment("", "train.lr=9", "data.images=40"));
        Interruption interruption = new Interruption(Optional.empty());
        SessionResult result = new SessionRunner(
                        new ProcessLauncher(SlowlyEndingMain.class.getName(), 1, (run, line) -> {
                            printed.add(line);
                            interruption.request();
                        }),
                        SILENT,
                        interruption)
                .run(plan, options(1));
        assertThat(result.storageFailed()).isFalse();
        assertThat(result.failures()).isEmpty();
        assertThat(printed).endsWith(SlowlyEndingMain.LAST_WORDS);
        assertThat(result.results().get(0).status().state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void resumesAKilledRunFromItsCheckpoint() throws IOException, InterruptedException {
        SessionPlan plan = plan(experiment("", "train.lr=9", "data.images=40"));
        RunFolder run = new RunFolder(runs().resolve(
                        "test/20260101-000000/" + plan.entries().get(0).run().folderName()));
        run.create(plan.entries().get(0).run());
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeMain.class.getName(),
                        "execute",
                        run.path().toString(),
                        "--threads",
                        "1"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        waitForCheckpoint(run, process);
        assertThat(RunLock.isHeld(run.path())).isTrue();
        assertThat(actions(plan.experiment())).containsExactly(PlanEntry.Action.BUSY);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(run.status().state()).isEqualTo(RunState.RUNNING);
        assertThat(run.liveStatus().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(actions(plan.experiment())).containsExactly(PlanEntry.Action.RESUME);
        SessionResult resumed = run(plan.experiment());
        assertThat(resumed.done()).isEqualTo(1);
        assertThat(resumed.results().get(0).folder()).contains(run);
    }

    private static void waitForCheckpoint(RunFolder run, Process process) throws InterruptedException {
        for (int i = 0; i < 3600; i++) {
            if (Files.exists(run.checkpoints().resolve("last.json"))) {
                return;
            }
            assertThat(process.isAlive()).as("the process still computes").isTrue();
            Thread.sleep(50);
        }
        throw new AssertionError("no checkpoint within 180 s");
    }
}
