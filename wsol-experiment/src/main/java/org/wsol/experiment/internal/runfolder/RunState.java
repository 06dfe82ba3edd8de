package org.wsol.experiment.internal.runfolder;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a run is. */
public enum RunState {
    /** Planned, not started. */
    QUEUED,
    /** Being computed, or its process was killed: the lock decides. */
    RUNNING,
    /** Finished; its results stand. */
    DONE,
    /** Ended by an error. */
    FAILED,
    /** Stopped early by a signal or a limit; can be resumed. */
    INTERRUPTED;

    /** The name in files: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that name. */
    public static Optional<RunState> of(String id) {
        return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
    }
}
