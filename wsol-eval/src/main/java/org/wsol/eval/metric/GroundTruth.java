package org.wsol.eval.metric;

import java.util.List;
import java.util.Objects;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * The annotation of one image: its class and the boxes of its objects.
 *
 * @param imageId the image's name within the data set
 * @param label the class, from 0; -1 if unknown
 * @param imageSize size of the original image, which is given as (height, width)
 * @param boxes the objects, in pixels of the original image, at least one; one that is outside the image can never be
 *     found, as in the reference evaluation
 */
public record GroundTruth(String imageId, int label, ImageSize imageSize, List<Box> boxes) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no boxes, or the label is below -1
     */
    public GroundTruth {
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(imageSize, "imageSize");
        boxes = List.copyOf(boxes);
        if (label < -1) {
            throw new IllegalArgumentException("image " + imageId + ": label " + label + " is below -1");
        }
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("image " + imageId + " has no ground-truth box");
        }
    }
}
