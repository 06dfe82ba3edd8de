package org.wsol.cli.report.input;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wsol.core.Box;

/**
 * How a run did on one test image, a line of {@code images.csv}.
 *
 * @param index the image's row in the map files, from 0
 * @param imageId the data set's name of the image
 * @param path the image file, absolute or relative to the data set
 * @param width width of the original image in pixels
 * @param height height of the original image in pixels
 * @param className name of the labelled class
 * @param predictedName name of the predicted class
 * @param probability probability of the predicted class in [0, 1]
 * @param classCorrect whether the predicted class is the labelled one
 * @param threshold threshold of the predicted box on the scaled map, in [0, 1]
 * @param predictedBox the predicted box in original pixels
 * @param truth the annotated boxes in original pixels
 * @param iou best IoU of the predicted with an annotated box, in [0, 1]
 * @param error {@code correct} or the kind of error, for example {@code part}
 * @param foundByNorm share of the object's area that the norm map finds, as logged
 * @param suppressedBySimilarity share of the object's area that the norm map finds and the similarity map loses, as logged
 */
public record ImageResult(
        int index,
        String imageId,
        String path,
        int width,
        int height,
        String className,
        String predictedName,
        OptionalDouble probability,
        boolean classCorrect,
        OptionalDouble threshold,
        Optional<Box> predictedBox,
        List<Box> truth,
        OptionalDouble iou,
        String error,
        OptionalDouble foundByNorm,
        OptionalDouble suppressedBySimilarity) {

    /** Keeps an unmodifiable copy. */
    public ImageResult {
        truth = List.copyOf(truth);
    }

    /** The IoU, 0 where there is none. */
    public double iouOrZero() {
        return iou.orElse(0);
    }
}
