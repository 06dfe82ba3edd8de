package org.wsol.core.internal;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Helpers for work in other threads. */
public final class Tasks {
    private Tasks() {}

    /**
     * Waits until all tasks have ended. Rethrows the exception of the first task, in list order, that failed.
     *
     * @param work a description of the work, for the message if the waiting thread is interrupted
     * @throws IllegalStateException if the waiting thread is interrupted, or a task threw a checked exception
     */
    public static void await(List<? extends Future<?>> tasks, String work) {
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + work, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
