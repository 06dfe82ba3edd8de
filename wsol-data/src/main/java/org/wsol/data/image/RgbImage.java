package org.wsol.data.image;

import org.wsol.core.ImageSize;
import org.wsol.data.image.PixelRows.ChannelOrder;

/**
 * An 8-bit RGB image: row-major, three interleaved bytes per pixel (red, green, blue), values 0..255 read as unsigned.
 *
 * <p>The pixel array is shared, not copied, because images are passed around a lot; it must not be modified.
 *
 * @param size height and width
 * @param pixels {@code height * width * 3} bytes
 */
public record RgbImage(ImageSize size, byte[] pixels) implements PixelRows {

    /** Rejects an array of the wrong length. */
    public RgbImage {
        if (pixels.length != size.area() * 3) {
            throw new IllegalArgumentException(
                    "an RGB image of " + size + " needs " + size.area() * 3 + " bytes, got " + pixels.length);
        }
    }

    /**
     * A copy of pixels.
     *
     * @throws ArithmeticException if they do not fit into one array
     */
    public static RgbImage copyOf(PixelRows rows) {
        int rowLength = 3 * rows.size().width();
        byte[] pixels = new byte[Math.multiplyExact(rowLength, rows.size().height())];
        byte[] row = new byte[rowLength];
        for (int y = 0; y < rows.size().height(); y++) {
            rows.copyRow(y, 0, rows.size().width(), row);
            for (int i = 0; i < rowLength; i += 3) {
                for (int position = 0; position < 3; position++) {
                    pixels[y * rowLength + i + rows.order().channelOf(position)] = row[i + position];
                }
            }
        }
        return new RgbImage(rows.size(), pixels);
    }

    @Override
    public ChannelOrder order() {
        return ChannelOrder.RGB;
    }

    @Override
    public void copyRow(int y, int x, int width, byte[] into) {
        System.arraycopy(pixels, (y * size.width() + x) * 3, into, 0, width * 3);
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
