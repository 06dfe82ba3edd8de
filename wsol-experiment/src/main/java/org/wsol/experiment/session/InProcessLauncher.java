package org.wsol.experiment.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.WsolException;
import org.wsol.experiment.runfolder.Json;
import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.Provenance;
import org.wsol.experiment.runfolder.RunContext;
import org.wsol.experiment.runfolder.RunExecutor;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunLock;
import org.wsol.experiment.runfolder.RunOutcome;
import org.wsol.experiment.runfolder.RunState;
import org.wsol.experiment.runfolder.RunStatus;
import org.wsol.experiment.runfolder.StopSignal;

/** Computes runs in this process: takes the lock, keeps the log, the provenance and the status. */
public final class InProcessLauncher implements RunLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessLauncher.class);
    private final RunExecutor executor;
    private final Function<StopSignal, RunContext> contexts;

    /** A launcher that gives every run a context. */
    public InProcessLauncher(RunExecutor executor, Function<StopSignal, RunContext> contexts) {
        this.executor = executor;
        this.contexts = contexts;
    }

    @Override
    public RunStatus launch(PlannedRun run, RunFolder folder, StopSignal stop) {
        Optional<RunLock> lock = RunLock.tryAcquire(folder.path());
        if (lock.isEmpty()) {
            return RunStatus.now(RunState.RUNNING, "computed by " + RunLock.describeOwner(folder.path()));
        }
        try (RunLock held = lock.get();
                RunLog log = RunLog.open(folder.log())) {
            RunStatus status = folder.status();
            if (status.state() == RunState.DONE) {
                return status; // another process finished it between planning and now
            }
            folder.write(RunStatus.now(RunState.RUNNING, ""));
            RunStatus ended = compute(run, folder, contexts.apply(stop));
            folder.write(ended);
            return ended;
        }
    }

    private RunStatus compute(PlannedRun run, RunFolder folder, RunContext context) {
        try {
            Json.write(folder.provenance(), Provenance.collect(run, executor.environment()));
            LOG.info("run {} in {}", run.tag(), folder.name());
            return status(folder, executor.execute(run, folder, context));
        } catch (WsolException e) {
            LOG.error("the run failed: {}", e.getMessage());
            LOG.debug("cause", e);
            return RunStatus.now(RunState.FAILED, e.getMessage());
        } catch (UncheckedIOException e) {
            // a full disk or a folder that was closed is no defect; what was computed so far stays
            String reason = e.getMessage() + ": " + e.getCause().getMessage();
            LOG.error("the run failed: {}", reason, e);
            return RunStatus.now(
                    RunState.FAILED, reason + "; make room or mend its permissions, then use --retry-failed");
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            LOG.error("the run failed by a defect of the program", e);
            return RunStatus.now(RunState.FAILED, "defect of the program: " + e);
        }
    }

    private static RunStatus status(RunFolder folder, RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Finished finished) {
            try {
                Json.write(folder.summary(), finished.summary());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + folder.summary(), e);
            }
            RunStatus now = RunStatus.now(RunState.DONE, finished.stoppedEarly());
            return new RunStatus(now.state(), now.reason(), now.updated(), finished.boxAnnotationsUsed());
        }
        return RunStatus.now(RunState.INTERRUPTED, ((RunOutcome.Interrupted) outcome).reason());
    }
}
