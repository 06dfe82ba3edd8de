package org.wsol.experiment.results;

/**
 * The annotation that the transferred thresholds were chosen with.
 *
 * @param images validation images that have boxes
 * @param boxes boxes of the validation split
 */
public record BoxesForThreshold(int images, int boxes) {}
