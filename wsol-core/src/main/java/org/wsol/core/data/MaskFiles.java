package org.wsol.core.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The mask images of one sample. A pixel belongs to the object where any mask is not black (the reference's
 * {@code > 0.5} on grey levels 0 to 255); pixels of the ignore image that are not object are left out of PxAP.
 *
 * @param masks one file per object, at least one
 * @param ignore the region to leave out, if any
 */
public record MaskFiles(List<Path> masks, Optional<Path> ignore) {

    /** Copies the list and refuses an empty one. */
    public MaskFiles {
        masks = List.copyOf(masks);
        if (masks.isEmpty()) {
            throw new IllegalArgumentException("a masked sample needs at least one mask file");
        }
    }
}
