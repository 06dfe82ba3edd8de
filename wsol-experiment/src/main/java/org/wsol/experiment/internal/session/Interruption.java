package org.wsol.experiment.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;

/** Whether a session has been asked to stop, by the user or because of its time limit. */
public final class Interruption implements StopSignal {
    private final AtomicBoolean byUser = new AtomicBoolean();
    private final Optional<Instant> deadline;

    /** Starts the time limit. */
    public Interruption(Optional<Duration> stopAfter) {
        this.deadline = stopAfter.map(Instant.now()::plus);
    }

    /** Called when the user asks to stop. */
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
