package org.wsol.core.progress;

/** Receives how far long work is. */
public interface Progress {

    /** Receives nothing. */
    Progress NONE = (task, total) -> new Task() {
        @Override
        public void step(long count, String detail) {}

        @Override
        public void close() {}
    };

    /**
     * Starts a task.
     *
     * @param task what is done, as the user reads it: {@code "training bridging-gap"}
     * @param total the number of steps
     */
    Task start(String task, long total);

    /** A running task; close it when it ends. */
    interface Task extends AutoCloseable {

        /**
         * Counts steps as done.
         *
         * @param count how many more
         * @param detail a short text beside the bar, for example the loss; may be empty
         */
        void step(long count, String detail);

        @Override
        void close();
    }
}
