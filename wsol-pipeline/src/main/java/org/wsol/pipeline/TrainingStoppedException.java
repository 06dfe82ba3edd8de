package org.wsol.pipeline;

/**
 * Thrown by {@link LocalizationTrainer#fit} when the listener asked to stop; the training can be resumed from the
 * checkpoint folder.
 */
public final class TrainingStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long steps;
    private final long totalSteps;

    TrainingStoppedException(long steps, long totalSteps) {
        super("training was stopped after step " + steps + " of " + totalSteps);
        this.steps = steps;
        this.totalSteps = totalSteps;
    }

    /** Optimizer steps done. */
    public long steps() {
        return steps;
    }

    /** Optimizer steps of the whole training. */
    public long totalSteps() {
        return totalSteps;
    }
}
