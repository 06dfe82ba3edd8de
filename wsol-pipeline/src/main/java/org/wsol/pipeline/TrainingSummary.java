package org.wsol.pipeline;

import org.wsol.eval.protocol.Protocol.ThresholdChoice;

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

    /**
     * Thresholds that were chosen on the validation split: the reference protocol's {@code transferred}.
     *
     * @param thresholds the best threshold for each box rule and IoU
     * @param images images with boxes they were chosen on
     * @param boxes ground-truth boxes that were used
     */
    public record ThresholdSelection(ThresholdChoice thresholds, int images, long boxes) {}
}
