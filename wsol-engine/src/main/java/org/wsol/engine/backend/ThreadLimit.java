package org.wsol.engine.backend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Limits Java's parallel streams to a number of threads, as {@link ComputeThreads} does for native operations. Streams
 * share a pool as large as the machine; a stream started on a thread of another pool uses that pool.
 */
public final class ThreadLimit {

    private ThreadLimit() {}

    /**
     * Runs work on a separate thread, so that all its parallel streams together use at most the given number of
     * threads, including that one.
     *
     * @param threads at least 1; 1 disables parallel execution
     * @return the result of the work; its exceptions are rethrown unchanged
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
