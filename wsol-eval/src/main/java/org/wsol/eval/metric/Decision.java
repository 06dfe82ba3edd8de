package org.wsol.eval.metric;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wsol.core.Box;

/**
 * Determines the box of an image and whether it is correct: a protocol for one box rule and one overlap with a chosen
 * threshold.
 *
 * @param boxRule the rule's name: {@code largest}, {@code all} or {@code component}
 * @param iouPercent the required overlap, in percent
 * @param threshold the threshold in use
 * @param boxOf the box of an image, in pixels of the evaluation size
 * @param truthOf the ground truth of an image, in pixels of the region shown by the maps
 * @param strictGtKnown whether GT-known requires more than the overlap instead of at least the overlap
 * @param strictTopK whether Top-1 and Top-5 require more than the overlap instead of at least the overlap
 * @param classMean whether accuracies are averaged over classes instead of images
 */
public record Decision(
        String boxRule,
        int iouPercent,
        double threshold,
        Function<ImageScore, Box> boxOf,
        Function<ImageScore, List<Box>> truthOf,
        boolean strictGtKnown,
        boolean strictTopK,
        boolean classMean) {

    /** The overlap of the image's box with the ground truth, in [0, 1]. */
    public double iou(ImageScore image) {
        Box box = boxOf.apply(image);
        return truthOf.apply(image).stream().mapToDouble(box::iou).max().orElse(0);
    }

    /** Whether the object is found given its class. */
    public boolean isLocalized(ImageScore image) {
        return reaches(iou(image), strictGtKnown);
    }

    /** Whether the object is found and its class is the predicted one. */
    public boolean isTop1Correct(ImageScore image) {
        return isTopCorrect(
                image, image.prediction().map(p -> p.isTop1(image.truth().label())));
    }

    /** Whether the object is found and its class is among the first five predictions. */
    public boolean isTop5Correct(ImageScore image) {
        return isTopCorrect(
                image, image.prediction().map(p -> p.isTop5(image.truth().label())));
    }

    private boolean isTopCorrect(ImageScore image, Optional<Boolean> classCorrect) {
        return classCorrect.orElse(false) && reaches(iou(image), strictTopK);
    }

    private boolean reaches(double iou, boolean strict) {
        double needed = iouPercent / 100.0;
        return strict ? iou > needed : iou >= needed;
    }
}
