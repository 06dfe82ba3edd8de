package org.wsol.data.split;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.wsol.core.ImageSize;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.image.ImageHeader;

/** Size and orientation of image files that were read, 8 bytes each. Safe for use by several threads. */
final class KnownHeaders {
    private static final int SIDE_BITS = 28;
    private static final long SIDE = (1L << SIDE_BITS) - 1;

    private final AtomicLongArray packed;

    KnownHeaders(int images) {
        packed = new AtomicLongArray(images);
    }

    /** The header of an image, without its format; empty if it was not set. */
    Optional<ImageHeader> get(int index) {
        long found = packed.get(index);
        if (found == 0) {
            return Optional.empty();
        }
        ImageSize size = new ImageSize((int) ((found >>> SIDE_BITS) & SIDE), (int) (found & SIDE));
        return Optional.of(new ImageHeader(ImageFormat.JPEG, size, (int) (found >>> (2 * SIDE_BITS))));
    }

    /** Keeps the header of an image, unless it is larger than any that can be decoded. */
    void set(int index, ImageHeader header) {
        ImageSize size = header.size();
        if (Math.max(size.height(), size.width()) <= SIDE) {
            packed.set(
                    index,
                    ((long) header.orientation() << (2 * SIDE_BITS))
                            | ((long) size.height() << SIDE_BITS)
                            | size.width());
        }
    }
}
