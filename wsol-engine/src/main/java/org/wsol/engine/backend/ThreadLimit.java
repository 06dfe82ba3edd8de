package org.wsol.engine.backend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Limits Java's parallel streams to a number of threads, as {@link ComputeThreads} does for native operations. Streams share
 * a pool as large as the machine; one that is started on a thread of another pool stays in that pool.
 */
public final class ThreadLimit {

    private ThreadLimit() {}

    /**
     * Does work on a thread of its own, so that all its parallel streams together use at most so many threads, that one
     * included.
     *
     * @param threads at least 1; with 1 nothing is done in parallel
     * @return what the work gives; what it throws is thrown unchanged
     */
    public static <T> T within(int threads, Supplier<T> work) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try {
            return CompletableFuture.supplyAsync(() -> seeing(classes, work), pool)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } finally {
            pool.shutdown();
        }
    }

    /** Threads of the pool use the caller's class loader, so that they find its plug-ins. */
    private static <T> T seeing(ClassLoader classes, Supplier<T> work) {
        Thread.currentThread().setContextClassLoader(classes);
        return work.get();
    }
}
