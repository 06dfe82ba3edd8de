package org.wsol.data.batch;

/**
 * An image that was left out because it could not be read.
 *
 * @param index its position in the split
 * @param reason what was wrong, naming the file
 */
public record SkippedImage(int index, String reason) {}
