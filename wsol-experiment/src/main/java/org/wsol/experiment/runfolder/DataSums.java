package org.wsol.experiment.runfolder;

/**
 * Sums over a data set's lists, as hex SHA-256.
 *
 * @param training over what training sees: classes, and images with their labels
 * @param evaluation over everything that scores depend on: all splits with their boxes and masks
 */
public record DataSums(String training, String evaluation) {}
