package org.wsol.experiment.session;

import java.util.List;
import org.wsol.experiment.runfolder.RunState;

/**
 * What came of a session.
 *
 * @param folder where it is
 * @param results of all runs of the experiment, in order
 * @param interrupted whether the user ended it
 */
public record SessionResult(SessionFolder folder, List<RunResult> results, boolean interrupted) {

    /** Copies the list. */
    public SessionResult {
        results = List.copyOf(results);
    }

    /** The runs that failed, now or before. */
    public List<RunResult> failures() {
        return results.stream().filter(RunResult::isFailed).toList();
    }

    /** How many runs are complete. */
    public long done() {
        return results.stream()
                .filter(result -> result.status().state() == RunState.DONE)
                .count();
    }

    /** The runs that are neither complete nor failed. */
    public List<RunResult> open() {
        return results.stream()
                .filter(result -> result.status().state() != RunState.DONE && !result.isFailed())
                .toList();
    }
}
