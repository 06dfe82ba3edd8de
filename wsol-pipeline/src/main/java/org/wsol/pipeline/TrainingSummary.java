package org.wsol.pipeline;

/**
 * How a model was trained.
 *
 * @param steps optimizer steps done
 * @param totalSteps optimizer steps the recipe asks for; more than {@code steps} where the listener ended training early
 * @param earlierSeconds what was spent before the training was resumed from a checkpoint; 0 for one that ran through
 * @param boxesForCheckpoint ground-truth boxes that were used to choose the best checkpoint
 */
public record TrainingSummary(long steps, long totalSteps, double earlierSeconds, long boxesForCheckpoint) {

    /** Whether the listener ended training before its length. */
    public boolean endedEarly() {
        return steps < totalSteps;
    }
}
