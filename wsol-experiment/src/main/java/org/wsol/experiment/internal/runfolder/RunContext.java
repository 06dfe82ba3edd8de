package org.wsol.experiment.internal.runfolder;

import org.wsol.core.progress.Progress;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;

/**
 * The environment of a run.
 *
 * @param progress shows its progress
 * @param stop signals when to write a checkpoint and stop
 * @param monitor decides after an evaluation whether the run is worth continuing
 * @param threads number of threads
 */
public record RunContext(Progress progress, StopSignal stop, RunMonitor monitor, int threads) {

    /**
     * Progress for work that can be aborted at any time, such as reading lists or evaluating. Its steps throw a {@link
     * WorkStoppedException} when the run is asked to stop. Not for training, which writes a checkpoint first.
     */
    public Progress interruptible() {
        return (task, total) -> {
            requireWanted(task);
            return new InterruptibleTask(task, progress.start(task, total));
        };
    }

    /**
     * Aborts work if the run is asked to stop.
     *
     * @param task the next task, as shown to the user
     * @throws WorkStoppedException if it is asked to
     */
    public void requireWanted(String task) {
        if (stop.isRequested()) {
            throw new WorkStoppedException(task);
        }
    }

    private final class InterruptibleTask implements Progress.Task {
        private final String name;
        private final Progress.Task shown;

        InterruptibleTask(String name, Progress.Task shown) {
            this.name = name;
            this.shown = shown;
        }

        @Override
        public void step(long count, String detail) {
            shown.step(count, detail);
            requireWanted(name);
        }

        @Override
        public void close() {
            shown.close();
        }
    }

    /** Thrown to abort interruptible work when the user asked to stop; the same command repeats it. */
    public static final class WorkStoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WorkStoppedException(String task) {
            super("stopped in: " + task);
        }
    }
}
