package org.wsol.experiment.internal.session;

import java.nio.file.Path;

/** Opens the log of a run. How it is written is up to the application: this module only logs through SLF4J. */
@FunctionalInterface
public interface RunLogs {
    /** Keeps no logs. */
    RunLogs NONE = file -> () -> {};

    /** A log that is written until it is closed. */
    @FunctionalInterface
    interface Log extends AutoCloseable {
        @Override
        void close();
    }

    /** Appends everything that is logged to a file until the log is closed. */
    Log open(Path file);
}
