package org.wsol.eval.metric;

import java.util.Optional;

/**
 * The accuracies at one overlap.
 *
 * @param iouPercent the overlap asked for, in percent
 * @param threshold the threshold in use; where it was chosen on the scored set, the first that attains the maximum
 * @param accuracy share of images whose object is found when the class is known (GT-known, BoxAcc), in percent
 * @param top1 share of images found and classified right, at the same threshold, in percent; empty without predictions
 * @param top5 the same for the five most likely classes
 */
public record IouScore(
        int iouPercent, double threshold, double accuracy, Optional<Double> top1, Optional<Double> top5) {}
