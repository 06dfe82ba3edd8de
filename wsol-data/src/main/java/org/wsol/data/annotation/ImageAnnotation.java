package org.wsol.data.annotation;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * What an annotation file says about one image.
 *
 * @param size the stated size, if any
 * @param boxes ground-truth boxes, perhaps none
 * @param classNames the class of each box where the file states it, as many as boxes; else empty
 */
public record ImageAnnotation(Optional<ImageSize> size, List<Box> boxes, List<String> classNames) {

    /** Copies the lists. */
    public ImageAnnotation {
        boxes = List.copyOf(boxes);
        classNames = List.copyOf(classNames);
    }
}
