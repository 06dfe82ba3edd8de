package org.wsol.data.batch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A batch whose images are being decoded. Workers report each image once; one thread waits for all of them. */
final class PendingBatch {
    private final int[] indices;
    private final BatchBuffer buffer;
    private final CountDownLatch remaining;
    private final AtomicReferenceArray<Throwable> failures;
    private volatile boolean cancelled;

    PendingBatch(int[] indices, BatchBuffer buffer) {
        this.indices = indices;
        this.buffer = buffer;
        this.remaining = new CountDownLatch(indices.length);
        this.failures = new AtomicReferenceArray<>(indices.length);
    }

    int[] indices() {
        return indices;
    }

    BatchBuffer buffer() {
        return buffer;
    }

    /** Runs the work for one row and stores its exception for the waiting thread. */
    void work(int row, Runnable decode) {
        try {
            if (!cancelled) {
                decode.run();
            }
        } catch (RuntimeException | Error e) {
            failures.set(row, e);
        } finally {
            remaining.countDown();
        }
    }

    /** Cancels rows that have not started. */
    void cancel() {
        cancelled = true;
    }

    void await() {
        boolean interrupted = false;
        while (remaining.getCount() > 0) {
            try {
                remaining.await();
            } catch (InterruptedException e) {
                interrupted = true;
                cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exceptions by row, in order. */
    Map<Integer, Throwable> failures() {
        Map<Integer, Throwable> found = new TreeMap<>();
        for (int row = 0; row < failures.length(); row++) {
            Throwable failure = failures.get(row);
            if (failure != null) {
                found.put(row, failure);
            }
        }
        return found;
    }
}
