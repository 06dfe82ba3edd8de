package org.wsol.serve;

import java.util.concurrent.Semaphore;

/** Memory for bodies that arrive or are being decoded: requests beyond it are asked to come again. */
final class BodyBudget {
    /** The largest body. */
    static final int LARGEST = 16 << 20;

    private static final int KIBI = 1024;
    private static final int ALL = 256 << 10;

    private final Semaphore kibibytes = new Semaphore(ALL);

    /**
     * Reserves memory.
     *
     * @param length bytes that were announced; negative where nothing was
     * @return what gives it back
     */
    Runnable reserve(long length) {
        if (length > LARGEST) {
            throw new HttpProblem(413, "the body has " + length + " bytes, and at most " + LARGEST + " are taken");
        }
        int share = (int) ((length < 0 ? LARGEST : length) / KIBI) + 1;
        if (!kibibytes.tryAcquire(share)) {
            throw HttpProblem.later(503, "too many images are in progress; try again");
        }
        java.util.concurrent.atomic.AtomicBoolean given = new java.util.concurrent.atomic.AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                kibibytes.release(share);
            }
        };
    }
}
