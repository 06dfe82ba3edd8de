package org.wsol.experiment.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;

/** Whether a session has been asked to end: by the user, or because its time is over. */
public final class Interruption implements StopSignal {
    private final AtomicBoolean byUser = new AtomicBoolean();
    private final Optional<Instant> deadline;

    /** Counts from now. */
    public Interruption(Optional<Duration> stopAfter) {
        this.deadline = stopAfter.map(Instant.now()::plus);
    }

    /** The user asks. */
    public void request() {
        byUser.set(true);
    }

    /** Whether the user asked. */
    public boolean isByUser() {
        return byUser.get();
    }

    @Override
    public boolean isRequested() {
        return byUser.get() || deadline.map(Instant.now()::isAfter).orElse(false);
    }
}
