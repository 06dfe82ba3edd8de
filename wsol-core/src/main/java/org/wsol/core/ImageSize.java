package org.wsol.core;

/**
 * The size of an image or map.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageSize(int height, int width) {

    /** Rejects empty sizes. */
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "an image size must be positive, was height " + height + " x width " + width);
        }
    }

    /** A square of {@code side} x {@code side} pixels. */
    public static ImageSize square(int side) {
        return new ImageSize(side, side);
    }

    /** Number of pixels. */
    public long area() {
        return (long) height * width;
    }

    /** The size with rows and columns swapped, as after a rotation by 90 degrees. */
    public ImageSize transposed() {
        return new ImageSize(width, height);
    }

    /** Width and height, as is usual for image files: {@code 640x480} for 480 rows of 640 columns. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
