package org.wsol.experiment.results;

/**
 * An image that a run skipped because it could not be read.
 *
 * @param part the split of the data set: {@code train}, {@code val} or {@code test}
 * @param imageId the image's name in its lists
 * @param reason the reason, naming the file
 */
public record LeftOut(String part, String imageId, String reason) {}
