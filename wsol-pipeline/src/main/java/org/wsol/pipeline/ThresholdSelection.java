package org.wsol.pipeline;

import org.wsol.eval.protocol.ThresholdChoice;

/**
 * Thresholds that were chosen on the validation split: the reference protocol's {@code transferred}.
 *
 * @param thresholds the best threshold for each box rule and IoU
 * @param images images with boxes they were chosen on
 * @param boxes ground-truth boxes that were used
 */
public record ThresholdSelection(ThresholdChoice thresholds, int images, long boxes) {}
