package org.wsol.eval.diagnosis;

import java.util.List;

/**
 * The gap between classification and localization on one image, or on average. A class activation map is the product of
 * the norm map F and the similarity map S (Kim et al., CVPR 2022): a position is lost if F finds it and S does not. All
 * numbers are shares of the object's area, that is of the cells whose centre lies in a ground-truth box.
 *
 * @param foundByNorm object cells where F, scaled to [0, 1] by min-max, is above the threshold
 * @param foundBySimilarity object cells where S, scaled the same way, is above the threshold
 * @param suppressed object cells found by F but not by S
 * @param foundByBoth object cells found by both
 */
public record GapDiagnosis(double foundByNorm, double foundBySimilarity, double suppressed, double foundByBoth) {

    /** The share of the area found by F that S suppresses; 0 if F finds nothing. */
    public double suppressedShareOfFound() {
        return foundByNorm == 0 ? 0 : suppressed / foundByNorm;
    }

    /**
     * The mean over images.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static GapDiagnosis mean(List<GapDiagnosis> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no image to average over");
        }
        return new GapDiagnosis(
                mean(images, GapDiagnosis::foundByNorm),
                mean(images, GapDiagnosis::foundBySimilarity),
                mean(images, GapDiagnosis::suppressed),
                mean(images, GapDiagnosis::foundByBoth));
    }

    private static double mean(List<GapDiagnosis> images, java.util.function.ToDoubleFunction<GapDiagnosis> part) {
        return images.stream().mapToDouble(part).average().orElseThrow();
    }
}
