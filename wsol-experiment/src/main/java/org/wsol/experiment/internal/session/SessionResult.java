package org.wsol.experiment.internal.session;

import java.util.List;
import org.wsol.experiment.internal.runfolder.RunState;

/**
 * The result of a session.
 *
 * @param folder its folder
 * @param results of all runs of the experiment, in order
 * @param interrupted whether the user stopped it before it was complete
 * @param storageFailed whether a disk error ended it
 */
public record SessionResult(SessionFolder folder, List<RunResult> results, boolean interrupted, boolean storageFailed) {

    /** Copies the list. */
    public SessionResult {
        results = List.copyOf(results);
    }

    /** The runs that failed, in this or an earlier session. */
    public List<RunResult> failures() {
        return results.stream().filter(RunResult::isFailed).toList();
    }

    /** The number of complete runs. */
    public long done() {
        return results.stream()
                .filter(result -> result.status().state() == RunState.DONE)
                .count();
    }

    /** The runs locked by another process. */
    public List<RunResult> busy() {
        return results.stream()
                .filter(result -> result.status().state() == RunState.RUNNING)
                .toList();
    }

    /** The runs that are neither complete nor failed. */
    public List<RunResult> open() {
        return results.stream()
                .filter(result -> result.status().state() != RunState.DONE && !result.isFailed())
                .toList();
    }
}
