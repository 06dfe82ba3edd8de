package org.wsol.experiment.internal.runfolder;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The state of a run. */
public enum RunState {
    /** Planned, not started. */
    QUEUED,
    /** Being computed, or its process was killed, depending on the lock. */
    RUNNING,
    /** Finished with results. */
    DONE,
    /** Failed with an error. */
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
