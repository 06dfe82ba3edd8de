package org.wsol.experiment.internal.session;

import java.time.Duration;
import java.util.Optional;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFolder;

/**
 * The plan for one run.
 *
 * @param run the run
 * @param action the action
 * @param earlier the folder of the same run in an earlier session, or of the run whose network is scored
 * @param note the reason, for messages; may be empty
 * @param time the estimated time, if known
 */
public record PlanEntry(
        PlannedRun run, Action action, Optional<RunFolder> earlier, String note, Optional<TimeEstimate> time) {

    /** An entry without a time estimate. */
    PlanEntry(PlannedRun run, Action action, Optional<RunFolder> earlier, String note) {
        this(run, action, earlier, note, Optional.empty());
    }

    /** The same entry with a time. */
    PlanEntry withTime(Optional<TimeEstimate> known) {
        return new PlanEntry(run, action, earlier, note, known);
    }

    /** The possible actions for a run. */
    public enum Action {
        /** Computed in a new folder. */
        NEW("new"),
        /** Not computed: it exists. */
        CACHED("cached"),
        /** Computed from its last checkpoint, in its folder. */
        RESUME("to resume"),
        /** Scored in a new folder with the network of a finished run with the same training. */
        EVALUATE("to score"),
        /** Computed again in its folder, after it failed. */
        RETRY("to retry"),
        /** Skipped: it failed and --retry-failed is not set. */
        FAILED_BEFORE("failed before"),
        /** Skipped: another process is computing it. */
        BUSY("running elsewhere");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        /** The action's label. */
        public String label() {
            return label;
        }
    }

    /** Whether it will be trained, from the beginning or its last checkpoint. */
    public boolean isTrained() {
        return isComputed() && action != Action.EVALUATE;
    }

    /** Whether it will be computed. */
    public boolean isComputed() {
        return switch (action) {
            case NEW, EVALUATE, RESUME, RETRY -> true;
            case CACHED, FAILED_BEFORE, BUSY -> false;
        };
    }

    /**
     * An estimate of time.
     *
     * @param time the expectation
     * @param rough whether it is computed from operation counts instead of a finished run
     */
    public record TimeEstimate(Duration time, boolean rough) {

        /** The sum of both; rough if either is. */
        TimeEstimate plus(TimeEstimate other) {
            return new TimeEstimate(time.plus(other.time), rough || other.rough);
        }
    }
}
