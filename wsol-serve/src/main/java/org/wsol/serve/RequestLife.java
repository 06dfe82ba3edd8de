package org.wsol.serve;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tracks whether the client still waits for the response. */
final class RequestLife {
    /** The maximum time from the first byte to the response. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final long deadline = System.nanoTime() + LONGEST.toNanos();
    private final AtomicBoolean gone = new AtomicBoolean();

    void callerIsGone() {
        gone.set(true);
    }

    boolean isOver() {
        return gone.get() || isLate();
    }

    boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }
}
