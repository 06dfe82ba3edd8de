package org.wsol.data.image;

import org.wsol.core.ImageSize;

/**
 * An 8-bit RGB image: row-major, three interleaved bytes a pixel (red, green, blue), values 0..255 read as unsigned.
 *
 * <p>The pixel array is shared, not copied, because images pass through many hands in a hurry; whoever holds an image
 * does not write to it.
 *
 * @param size height and width
 * @param pixels {@code height * width * 3} bytes
 */
public record RgbImage(ImageSize size, byte[] pixels) {

    /** Refuses an array of the wrong length. */
    public RgbImage {
        if (pixels.length != size.area() * 3) {
            throw new IllegalArgumentException(
                    "an RGB image of " + size + " needs " + size.area() * 3 + " bytes, got " + pixels.length);
        }
    }

    /** Rows. */
    public int height() {
        return size.height();
    }

    /** Columns. */
    public int width() {
        return size.width();
    }

    /** One value of one pixel, 0..255; channel 0 is red. */
    public int at(int y, int x, int channel) {
        return pixels[(y * size.width() + x) * 3 + channel] & 0xff;
    }
}
