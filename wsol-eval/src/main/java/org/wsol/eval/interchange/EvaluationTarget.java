package org.wsol.eval.interchange;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit.MaskFiles;

/**
 * The annotation with which one image's map is compared.
 *
 * @param imageId the image's name within the data set
 * @param label the class, from 0, if known; needed for Top-1 and Top-5
 * @param imageSize size of the original image, if known; needed for boxes
 * @param boxes the objects, in pixels of the original image
 * @param masks the objects' mask files, if any
 */
public record EvaluationTarget(
        String imageId,
        Optional<Integer> label,
        Optional<ImageSize> imageSize,
        List<Box> boxes,
        Optional<MaskFiles> masks) {

    /** Copies the list. */
    public EvaluationTarget {
        boxes = List.copyOf(boxes);
    }
}
