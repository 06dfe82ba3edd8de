package org.wsol.core.progress;

/** Receives the progress of long-running work. */
public interface Progress {

    /** Ignores all progress. */
    Progress NONE = (task, total) -> new Task() {
        @Override
        public void step(long count, String detail) {}

        @Override
        public void close() {}
    };

    /**
     * Starts a task.
     *
     * @param task the name of the task as shown to the user: {@code "training bridging-gap"}
     * @param total the number of steps
     */
    Task start(String task, long total);

    /** A running task; close it when it ends. */
    interface Task extends AutoCloseable {

        /**
         * Marks steps as done.
         *
         * @param count the number of newly completed steps
         * @param detail a short text next to the bar, for example the loss; may be empty
         */
        void step(long count, String detail);

        @Override
        void close();
    }
}
