package org.wsol.experiment.internal.session;

import java.time.Duration;
import java.util.Optional;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFolder;

/**
 * What will be done about one run.
 *
 * @param run the run
 * @param action what will be done
 * @param earlier the folder of the same run by an earlier session, or of the one whose network is scored
 * @param note why, for people; may be empty
 * @param time how long it will take, if anything is known about it
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

    /** What can be done about a run. */
    public enum Action {
        /** Computed in a new folder. */
        NEW("new"),
        /** Not computed: it is there. */
        CACHED("cached"),
        /** Computed from its last checkpoint, in its folder. */
        RESUME("to resume"),
        /** Scored in a new folder with the network of a finished run that was trained in the same way. */
        EVALUATE("to score"),
        /** Computed again in its folder, after it failed. */
        RETRY("to retry"),
        /** Skipped: it failed and --retry-failed is not set. */
        FAILED_BEFORE("failed before"),
        /** Skipped: another process computes it now. */
        BUSY("running elsewhere");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        /** The action in words. */
        public String label() {
            return label;
        }
    }

    /** Whether it will be trained, from its beginning or its last checkpoint. */
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
     * How long something is expected to take.
     *
     * @param time the expectation
     * @param rough whether it rests on arithmetic instead of a finished run
     */
    public record TimeEstimate(Duration time, boolean rough) {

        /** Both, one after the other; rough when either is. */
        TimeEstimate plus(TimeEstimate other) {
            return new TimeEstimate(time.plus(other.time), rough || other.rough);
        }
    }
}
