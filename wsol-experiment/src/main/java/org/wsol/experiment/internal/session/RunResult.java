package org.wsol.experiment.internal.session;

import java.util.Optional;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;

/**
 * The result of one run in a session.
 *
 * @param entry what was planned
 * @param folder where it is; empty where it was not started
 * @param status how far it is
 */
public record RunResult(PlanEntry entry, Optional<RunFolder> folder, RunStatus status) {

    /** Nothing was done yet. */
    static RunResult waiting(PlanEntry entry) {
        RunStatus status =
                entry.earlier().map(RunFolder::liveStatus).orElse(RunStatus.now(RunState.QUEUED, "not started"));
        return new RunResult(entry, entry.earlier(), status);
    }

    /** The run. */
    public PlannedRun run() {
        return entry.run();
    }

    /** The state in words: {@code done}, {@code stopped early}, {@code cached}, {@code failed}, ... */
    public String state() {
        if (entry.action() == PlanEntry.Action.CACHED) {
            return "cached";
        }
        return status.isStoppedEarly() ? "stopped early" : status.state().id();
    }

    /** Whether the run ended by an error, now or before. */
    public boolean isFailed() {
        return status.state() == RunState.FAILED;
    }
}
