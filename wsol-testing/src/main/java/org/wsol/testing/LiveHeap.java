package org.wsol.testing;

import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The memory of live objects on Java's heap. */
public final class LiveHeap {
    private static final int COLLECTIONS = 4;
    private static final long CLEANERS_NANOS = 100_000_000;

    private LiveHeap() {}

    /** Bytes after garbage collections. */
    public static long bytes() {
        IntStream.range(0, 10_000).parallel().forEach(i -> {}); // idle threads keep what their last task used
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            LockSupport.parkNanos(
                    CLEANERS_NANOS); // objects with a cleaner are freed by the collection after their cleaner ran
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
