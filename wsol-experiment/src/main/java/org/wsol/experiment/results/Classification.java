package org.wsol.experiment.results;

import java.util.OptionalDouble;

/**
 * Classification accuracy on a split.
 *
 * @param top1 share of images whose first class is the labelled one, in percent
 * @param top5 share of images whose first five classes hold the labelled one, in percent
 */
public record Classification(OptionalDouble top1, OptionalDouble top5) {}
