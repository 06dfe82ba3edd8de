package org.wsol.experiment.results;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wsol.core.Box;

/**
 * The result of a run on one test image, a line of {@code images.csv}.
 *
 * @param index the image's row in the map files, from 0
 * @param imageId the data set's name of the image
 * @param path the image file, absolute or relative to the data set
 * @param width width of the original image in pixels
 * @param height height of the original image in pixels
 * @param label the labelled class, from 0; -1 if unknown
 * @param className name of the labelled class
 * @param predicted the predicted class, from 0; -1 if unknown
 * @param predictedName name of the predicted class
 * @param probability probability of the predicted class in [0, 1]
 * @param topFiveHit whether the labelled class is among the first five predicted
 * @param threshold threshold of the predicted box on the scaled map, in [0, 1]
 * @param predictedBox the predicted box in original pixels
 * @param truth the annotated boxes in original pixels
 * @param iou best IoU of the predicted box with an annotated box, in [0, 1]
 * @param error {@code correct} or the kind of error, for example {@code part}; {@link #UNSCORED} without annotated boxes
 * @param foundByNorm share of the object's area that the norm map finds, in [0, 1]
 * @param suppressedBySimilarity share of the object's area that the norm map finds and the similarity map misses, in
 *     [0, 1]
 */
public record ImageResult(
        int index,
        String imageId,
        String path,
        int width,
        int height,
        int label,
        String className,
        int predicted,
        String predictedName,
        OptionalDouble probability,
        boolean topFiveHit,
        OptionalDouble threshold,
        Optional<Box> predictedBox,
        List<Box> truth,
        OptionalDouble iou,
        String error,
        OptionalDouble foundByNorm,
        OptionalDouble suppressedBySimilarity) {
    /** The {@code error} of an image whose box cannot be scored. */
    public static final String UNSCORED = "unknown";

    /** Keeps an unmodifiable copy. */
    public ImageResult {
        truth = List.copyOf(truth);
    }

    /** Whether the predicted class is the labelled one. */
    public boolean classCorrect() {
        return label >= 0 && label == predicted;
    }

    /** Whether there was an annotated box to compare the predicted one with. */
    public boolean isScored() {
        return !error.equals(UNSCORED);
    }

    /** The IoU, 0 if there is none. */
    public double iouOrZero() {
        return iou.orElse(0);
    }
}
