package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.Provenance;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunExecutor.RunOutcome;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;
import org.wsol.experiment.internal.tracking.MlflowEnding;

/** Computes runs in this process: acquires the lock and writes the log, the provenance and the status. */
public final class InProcessLauncher implements RunLauncher {
    private static final String REMEDY = "; free some space or fix its permissions";
    private static final Logger LOG = LoggerFactory.getLogger(InProcessLauncher.class);
    private final RunExecutor executor;
    private final Contexts contexts;
    private final RunLogs logs;

    /** Creates the context of every run of a session. */
    @FunctionalInterface
    public interface Contexts {
        /** The context of a run that is computed for a session and ends on the signal. */
        RunContext make(SessionFolder session, RunFolder folder, StopSignal stop);
    }

    /** Creates a launcher that provides every run with a context and a log. */
    public InProcessLauncher(RunExecutor executor, Contexts contexts, RunLogs logs) {
        this.executor = executor;
        this.contexts = contexts;
        this.logs = logs;
    }

    @Override
    public RunStatus launch(PlannedRun run, RunFolder folder, SessionFolder session, StopSignal stop) {
        Optional<RunLock> lock = RunLock.tryAcquire(folder.path());
        if (lock.isEmpty()) {
            return RunStatus.now(RunState.RUNNING, "computed by " + RunLock.describeOwner(folder.path()));
        }
        try (RunLock held = lock.get();
                RunLogs.Log log = logs.open(folder.log())) {
            RunStatus status = folder.status();
            if (status.state() == RunState.DONE) {
                return status; // another process finished it between planning and now
            }
            folder.removeUnfinished();
            folder.write(RunStatus.now(RunState.RUNNING, ""));
            return ended(run, folder, session, held, stop);
        }
    }

    /** Computes the run and writes its outcome, if the folder still belongs to this process. */
    private RunStatus ended(PlannedRun run, RunFolder folder, SessionFolder session, RunLock held, StopSignal stop) {
        StopSignal watched = () -> {
            held.requireHeld();
            return stop.isRequested();
        };
        try {
            RunStatus ended = compute(run, folder, contexts.make(session, folder, watched));
            held.requireHeld();
            folder.write(ended);
            tellMlflow(run, folder, ended.state());
            return ended;
        } catch (StorageException e) {
            LOG.error("the run failed: {}", e.getMessage());
            LOG.debug("cause", e);
            if (!held.isLost()) {
                tellMlflow(run, folder, RunState.FAILED);
                folder.write(RunStatus.now(RunState.FAILED, e.getMessage() + REMEDY));
            }
            throw e;
        }
    }

    private static void tellMlflow(PlannedRun run, RunFolder folder, RunState state) {
        MlflowEnding.tell(run.experiment().tracking().mlflow(), folder, state);
    }

    private RunStatus compute(PlannedRun run, RunFolder folder, RunContext context) {
        try {
            Json.write(folder.provenance(), Provenance.collect(run, executor.environment(), context.threads()));
            LOG.info("run {} in {}", run.tag(), folder.name());
            return status(folder, executor.execute(run, folder, context));
        } catch (StorageException e) {
            throw e;
        } catch (WsolException e) {
            LOG.error("the run failed: {}", e.getMessage());
            LOG.debug("cause", e);
            return RunStatus.now(RunState.FAILED, e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            LOG.error("the run failed", e);
            throw new StorageException("files of run " + run.tag() + " cannot be read or written", cause(e));
        } catch (OutOfMemoryError e) {
            LOG.error("the run failed", e);
            return RunStatus.now(RunState.FAILED, OutOfMemory.reason(e));
        } catch (Exception | LinkageError e) {
            LOG.error("the run failed with an internal error", e);
            return RunStatus.now(RunState.FAILED, "internal error: " + e);
        }
    }

    private static Throwable cause(Exception e) {
        return e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    }

    private static RunStatus status(RunFolder folder, RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Finished finished) {
            Json.write(folder.summary(), finished.summary());
            RunStatus now = RunStatus.now(RunState.DONE, finished.stoppedEarly());
            return new RunStatus(now.state(), now.reason(), now.updated(), finished.boxAnnotationsUsed());
        }
        return RunStatus.now(RunState.INTERRUPTED, ((RunOutcome.Interrupted) outcome).reason());
    }

    /** Opens the log of a run. The application determines how it is written: this module only logs through SLF4J. */
    @FunctionalInterface
    public interface RunLogs {
        /** Writes no logs. */
        RunLogs NONE = file -> () -> {};

        /** A log that is written until closed. */
        @FunctionalInterface
        interface Log extends AutoCloseable {
            @Override
            void close();
        }

        /** Appends everything that is logged to a file until the log is closed. */
        Log open(Path file);
    }
}
