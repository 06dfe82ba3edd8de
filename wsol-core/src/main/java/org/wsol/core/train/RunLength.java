package org.wsol.core.train;

/**
 * The sizes of a training run that turn a {@link Span} into steps.
 *
 * @param stepsPerEpoch batches in a pass over the training images
 * @param batchSize images per batch
 * @param totalSteps optimizer steps in the whole run
 */
public record RunLength(long stepsPerEpoch, int batchSize, long totalSteps) {

    /** The sizes of a run that lasts {@code span}, which cannot be a percentage. */
    public static RunLength of(Span span, long stepsPerEpoch, int batchSize) {
        if (span.unit() == Span.Unit.PERCENT) {
            throw new IllegalArgumentException("the whole run cannot be given in percent of itself");
        }
        return new RunLength(stepsPerEpoch, batchSize, span.steps(new RunLength(stepsPerEpoch, batchSize, 0)));
    }
}
