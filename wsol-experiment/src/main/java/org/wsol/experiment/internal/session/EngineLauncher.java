package org.wsol.experiment.internal.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.wsol.core.StorageException;
import org.wsol.core.TrainingException;
import org.wsol.experiment.engine.ConsoleTail;
import org.wsol.experiment.engine.Engine;
import org.wsol.experiment.engine.Engine.WorkerExit;
import org.wsol.experiment.engine.WorkerCommand;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;
import org.wsol.experiment.schema.ExperimentConfig;

/** Computes every run on a worker of an engine, in the run's folder, which has the same path for both. */
public final class EngineLauncher implements RunLauncher {
    private static final long POLL_MILLIS = 300;
    private static final int STORAGE = 4;

    /** A lock that is not renewed expires after a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Engine engine;
    private final int runsAtOnce;
    private final Function<ExperimentConfig, String> images;
    private final BiConsumer<PlannedRun, String> console;

    /**
     * Creates a launcher.
     *
     * @param runsAtOnce maximum number of parallel runs; the remaining workers share the shards of runs
     * @param images a checksum of the images of a run, which workers compare with theirs
     * @param console receives every line that a worker's process prints, from several threads
     */
    public EngineLauncher(
            Engine engine,
            int runsAtOnce,
            Function<ExperimentConfig, String> images,
            BiConsumer<PlannedRun, String> console) {
        this.engine = engine;
        this.runsAtOnce = runsAtOnce;
        this.images = images;
        this.console = console;
    }

    @Override
    public RunStatus launch(PlannedRun run, RunFolder folder, SessionFolder session, StopSignal stop) {
        ConsoleTail tail = new ConsoleTail(folder.path().resolve("console.txt"), line -> console.accept(run, line));
        BooleanSupplier listening = () -> {
            tail.poll();
            return stop.isRequested();
        };
        try {
            WorkerExit exit = engine.run(command(run, folder, session), listening);
            tail.poll();
            return exit.asked() ? stopped(folder, tail) : status(folder, exit, tail.last());
        } catch (TrainingException e) {
            tail.poll();
            return failed(folder, e.getMessage());
        }
    }

    private WorkerCommand command(PlannedRun run, RunFolder folder, SessionFolder session) {
        Path path = folder.path().toAbsolutePath().normalize();
        return new WorkerCommand(
                folder.name(),
                List.of(
                        "execute",
                        path.toString(),
                        "--threads",
                        String.valueOf(engine.threads()),
                        "--session",
                        session.path().toAbsolutePath().normalize().toString(),
                        "--images",
                        images.apply(run.experiment())),
                path.resolve("console.txt"),
                Integer.highestOneBit(Math.max(
                        1, Math.min(run.experiment().train().shards(), engine.slots() / Math.max(1, runsAtOnce)))));
    }

    /** A process that was asked to stop still writes its checkpoint, and releases the run's lock at its end. */
    private static RunStatus stopped(RunFolder folder, ConsoleTail tail) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        RunStatus status = folder.liveStatus();
        while ((status.state() == RunState.RUNNING || RunLock.isHeld(folder.path())) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a run ends", e);
            }
            tail.poll();
            status = folder.liveStatus();
        }
        return status.state() == RunState.DONE || status.state() == RunState.FAILED
                ? status
                : new RunStatus(
                        RunState.INTERRUPTED,
                        status.state() == RunState.INTERRUPTED ? status.reason() : "its process was asked to end",
                        status.updated(),
                        status.boxAnnotationsUsed());
    }

    private static RunStatus status(RunFolder folder, WorkerExit exit, String lastLine) {
        RunStatus status = folder.liveStatus();
        if (exit.code() == STORAGE) {
            throw new StorageException("on " + exit.host() + ": "
                    + (status.state() == RunState.FAILED && !status.reason().isEmpty() ? status.reason() : lastLine));
        }
        if (status.state() == RunState.DONE || status.state() == RunState.FAILED) {
            return status;
        }
        if (exit.code() == 0) {
            return status;
        }
        return failed(
                folder,
                "on " + exit.host() + ": " + (lastLine.isEmpty() ? "" : lastLine + " ") + "(exit code " + exit.code()
                        + "; see console.txt)");
    }

    private static RunStatus failed(RunFolder folder, String reason) {
        RunStatus failed = RunStatus.now(RunState.FAILED, reason);
        folder.write(failed);
        return failed;
    }
}
