package org.wsol.pipeline;

import org.wsol.core.progress.Progress;

/**
 * Ends work with a {@link StoppedException} after the step in which a listener asks to stop.
 *
 * @param listener the listener
 */
record UntilStopped(TrainingListener listener) implements Progress {

    /** Thrown to end the work. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Task start(String task, long total) {
        return new Task() {
            @Override
            public void step(long count, String detail) {
                if (listener.stopRequested()) {
                    throw new StoppedException();
                }
            }

            @Override
            public void close() {}
        };
    }
}
