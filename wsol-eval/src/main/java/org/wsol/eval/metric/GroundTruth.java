package org.wsol.eval.metric;

import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * The annotation of one image: its class and the boxes of its objects.
 *
 * @param imageId the image's name within the data set
 * @param label the class, from 0; -1 if unknown
 * @param imageSize size of the original image
 * @param boxes the objects, in pixels of the original image, at least one
 */
public record GroundTruth(String imageId, int label, ImageSize imageSize, List<Box> boxes) {

    /** Copies the list and rejects an image without boxes. */
    public GroundTruth {
        boxes = List.copyOf(boxes);
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("image " + imageId + " has no ground-truth box");
        }
    }
}
