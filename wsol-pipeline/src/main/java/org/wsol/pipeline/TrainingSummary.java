package org.wsol.pipeline;

import org.wsol.eval.protocol.Protocol.ThresholdChoice;

/**
 * A summary of a model's training.
 *
 * @param steps optimizer steps done
 * @param totalSteps optimizer steps of the recipe; more than {@code steps} if the listener ended training early
 * @param earlierSeconds time spent before the training was resumed from a checkpoint; 0 if it was not resumed
 * @param boxesForCheckpoint number of ground-truth boxes used to choose the best checkpoint
 */
public record TrainingSummary(long steps, long totalSteps, double earlierSeconds, long boxesForCheckpoint) {

    /** Whether the listener ended training before its length. */
    public boolean endedEarly() {
        return steps < totalSteps;
    }

    /**
     * Thresholds chosen on the validation split: the reference protocol's {@code transferred}.
     *
     * @param thresholds the best threshold for each box rule and IoU
     * @param images number of images with boxes used
     * @param boxes number of ground-truth boxes used
     */
    public record ThresholdSelection(ThresholdChoice thresholds, int images, long boxes) {}
}
