package org.wsol.experiment.internal.runfolder;

import org.wsol.core.progress.Progress;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;

/**
 * What a run gets from its surroundings.
 *
 * @param progress shows how far it is
 * @param stop tells when to write a checkpoint and end
 * @param monitor decides after an evaluation whether the run is worth continuing
 * @param threads how many threads it may use
 */
public record RunContext(Progress progress, StopSignal stop, RunMonitor monitor, int threads) {

    /**
     * The progress of work that leaves nothing half-done: reading lists, evaluating. Its steps throw a
     * {@link WorkStoppedException} when the run is asked to stop. Training is no such work, as it writes a checkpoint first.
     */
    public Progress interruptible() {
        return (task, total) -> {
            requireWanted(task);
            return new InterruptibleTask(task, progress.start(task, total));
        };
    }

    /**
     * Ends work that may be left now where the run is asked to stop.
     *
     * @param task what would come next, as the user reads it
     * @throws WorkStoppedException when it is asked to
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
}
