package org.wsol.eval.interchange;

import java.nio.file.Path;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit.MaskFiles;
import org.wsol.eval.metric.BinaryMask;

/**
 * Reads the masks of one image at the evaluation size: a pixel is object if any mask marks it; the ignored region
 * excludes object pixels.
 */
public final class MaskReader {

    private MaskReader() {}

    /**
     * The mask.
     *
     * @throws InvalidInputException naming the file, when one cannot be read
     */
    public static BinaryMask read(MaskFiles files, ImageSize size) {
        boolean[] object = new boolean[Math.toIntExact(size.area())];
        for (Path file : files.masks()) {
            boolean[] mask = GrayImages.mask(file, size);
            for (int i = 0; i < object.length; i++) {
                object[i] |= mask[i];
            }
        }
        boolean[] ignore =
                files.ignore().map(file -> GrayImages.mask(file, size)).orElseGet(() -> new boolean[object.length]);
        return BinaryMask.of(size, object, ignore);
    }
}
