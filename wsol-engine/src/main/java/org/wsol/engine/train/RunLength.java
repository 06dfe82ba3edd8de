package org.wsol.engine.train;

import org.wsol.core.component.TrainingSpan;

/**
 * The sizes of a training run, used to convert a {@link TrainingSpan} to steps.
 *
 * @param stepsPerEpoch batches in a pass over the training images
 * @param batchSize images per batch
 * @param totalSteps optimizer steps in the whole run
 */
public record RunLength(long stepsPerEpoch, int batchSize, long totalSteps) {

    /** The sizes of a run of a length that is not given in percent. */
    public static RunLength of(TrainingSpan whole, long stepsPerEpoch, int batchSize) {
        if (whole.unit() == TrainingSpan.Unit.PERCENT) {
            throw new IllegalArgumentException("the length of the run cannot be given in percent");
        }
        return new RunLength(stepsPerEpoch, batchSize, whole.toSteps(stepsPerEpoch, batchSize, 0));
    }

    /** Converts a span within this run to optimizer steps. */
    public long steps(TrainingSpan duration) {
        return duration.toSteps(stepsPerEpoch, batchSize, totalSteps);
    }
}
