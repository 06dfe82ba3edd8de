package org.wsol.serve;

import java.util.concurrent.Semaphore;

/** The memory budget for request bodies that are received or decoded; requests that exceed it are told to retry. */
final class BodyBudget {
    /** The largest body. */
    static final int LARGEST = 16 << 20;

    private static final int KIBI = 1024;
    private static final int ALL = 256 << 10;

    private final Semaphore kibibytes = new Semaphore(ALL);

    /**
     * Reserves memory.
     *
     * @param length announced length in bytes; negative if unknown
     * @return releases the memory
     */
    Runnable reserve(long length) {
        if (length > LARGEST) {
            throw new HttpProblem(413, "the body has " + length + " bytes, and at most " + LARGEST + " are accepted");
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
