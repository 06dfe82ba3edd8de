package org.wsol.engine.train;

/**
 * How fast an epoch goes, measured since it began.
 *
 * @param imagesPerSecond images trained on per second
 * @param waitPercent share of the time spent waiting for images, in percent
 */
public record TrainingSpeed(double imagesPerSecond, double waitPercent) {}
