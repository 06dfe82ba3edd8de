package org.wsol.core.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * One split of a data set: an indexed list of labelled images with the known locations of their objects.
 * Implementations are immutable and safe for use by several threads; methods take an index in {@code [0, size())} and
 * throw {@link IndexOutOfBoundsException} outside it.
 */
public interface DataSplit {

    /** The name of the split. */
    SplitName name();

    /** Number of images. */
    int size();

    /** The image's name within the data set, relative, with forward slashes: {@code 001.Albatross/0001.jpg}. */
    String imageId(int index);

    /** The path of the image file. */
    Path imagePath(int index);

    /** The class, from 0. */
    int label(int index);

    /** The size stated in the metadata, if any. The actual image may differ; {@code data check} reports that. */
    Optional<ImageSize> imageSize(int index);

    /** Ground-truth boxes in pixels of the original image; empty if none are known. */
    List<Box> boxes(int index);

    /** Ground-truth masks, if any. */
    Optional<MaskFiles> masks(int index);

    /**
     * The mask images of one sample. A pixel belongs to an object if at least one mask is not black there (the
     * reference's {@code > 0.5} on grey levels 0 to 255). Pixels of the ignore image that belong to no object are
     * excluded from PxAP.
     *
     * @param masks one file per object, at least one
     * @param ignore the region to exclude, if any
     */
    record MaskFiles(List<Path> masks, Optional<Path> ignore) {

        /** Copies the list and rejects an empty one. */
        public MaskFiles {
            masks = List.copyOf(masks);
            if (masks.isEmpty()) {
                throw new IllegalArgumentException("a masked sample needs at least one mask file");
            }
        }
    }
}
