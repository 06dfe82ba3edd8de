package org.wsol.experiment.internal.session;

import java.util.Optional;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;

/**
 * The result of one run in a session.
 *
 * @param entry the plan
 * @param folder its folder; empty if it was not started
 * @param status its status
 */
public record RunResult(PlanEntry entry, Optional<RunFolder> folder, RunStatus status) {

    /** The result of a run that was not started. */
    static RunResult waiting(PlanEntry entry) {
        RunStatus status =
                entry.earlier().map(RunFolder::liveStatus).orElse(RunStatus.now(RunState.QUEUED, "not started"));
        return new RunResult(entry, entry.earlier(), status);
    }

    /** The run. */
    public PlannedRun run() {
        return entry.run();
    }

    /** The state as text: {@code done}, {@code stopped early}, {@code cached}, {@code failed}, ... */
    public String state() {
        if (entry.action() == PlanEntry.Action.CACHED) {
            return "cached";
        }
        return status.isStoppedEarly() ? "stopped early" : status.state().id();
    }

    /** Whether the run failed, in this or an earlier session. */
    public boolean isFailed() {
        return status.state() == RunState.FAILED;
    }
}
