package org.wsol.data.transform;

import org.wsol.core.ImageSize;

/**
 * A rectangle of pixels, given by its corner and size.
 *
 * @param x left column, from 0
 * @param y top row, from 0
 * @param size height and width
 */
public record PixelRegion(int x, int y, ImageSize size) {

    /** Rejects a corner outside the image. */
    public PixelRegion {
        if (x < 0 || y < 0) {
            throw new IllegalArgumentException("a region starts at a negative position: x " + x + ", y " + y);
        }
    }

    /** The region of a whole image. */
    public static PixelRegion whole(ImageSize size) {
        return new PixelRegion(0, 0, size);
    }

    /** Whether the region lies within an image of this size. */
    public boolean fits(ImageSize image) {
        return x + (long) size.width() <= image.width() && y + (long) size.height() <= image.height();
    }
}
