package org.wsol.data.transform;

import java.util.Arrays;
import org.wsol.core.ImageSize;
import org.wsol.data.image.PixelRows;
import org.wsol.data.image.RgbImage;

/**
 * Bilinear resize with antialiasing, bit-identical to Pillow's {@code Image.resize(size, BILINEAR)}: rows first, then
 * columns, each pass in fixed point and rounded to 8 bits. Published weights and numbers assume this filter; OpenCV's
 * bilinear filter differs by tens of grey levels when downscaling.
 */
public final class AntialiasedResize {
    static final int ROUNDING = 1 << (ResizeWeights.FRACTION_BITS - 1);

    private AntialiasedResize() {}

    /** Receives the rows of a resized image, from top to bottom. */
    @FunctionalInterface
    interface Rows {
        /**
         * Receives one row.
         *
         * @param y its position in the result, from 0
         * @param planes all red values of the row, then green, then blue, each 0..255; reused for the next row
         */
        void accept(int y, int[] planes);
    }

    /** Resizes a whole image. */
    public static RgbImage resize(PixelRows image, ImageSize target) {
        return resize(image, PixelRegion.whole(image.size()), target, PixelRegion.whole(target));
    }

    /**
     * Resizes a region of an image, as if it were cropped first, and computes only a window of the result.
     *
     * @param source the region of the image that is resized
     * @param target the size it is resized to
     * @param window the part of the resized region that is returned
     */
    public static RgbImage resize(PixelRows image, PixelRegion source, ImageSize target, PixelRegion window) {
        int width = window.size().width();
        byte[] pixels = new byte[Math.toIntExact(window.size().area() * 3)];
        resize(image, source, target, window, (y, planes) -> interleave(planes, width, pixels, 3 * y * width));
        return new RgbImage(window.size(), pixels);
    }

    /** The same, passing on the rows of the result one by one. */
    static void resize(PixelRows image, PixelRegion source, ImageSize target, PixelRegion window, Rows result) {
        if (!source.fits(image.size()) || !window.fits(target)) {
            throw new IllegalArgumentException("a region leaves its image: source " + source + " of " + image.size()
                    + ", window " + window + " of " + target);
        }
        ResizeWeights columns = ResizeWeights.of(source.size().width(), target.width());
        ResizeWeights rows = ResizeWeights.of(source.size().height(), target.height());
        ShrunkRows shrunk = new ShrunkRows(image, source, columns, window, rows.first[window.y()], rows.taps);
        int[] merged = new int[3 * window.size().width()];
        for (int y = 0; y < window.size().height(); y++) {
            merge(shrunk, rows, window.y() + y, merged);
            result.accept(y, merged);
        }
    }

    private static void merge(ShrunkRows shrunk, ResizeWeights rows, int y, int[] merged) {
        Arrays.fill(merged, ROUNDING);
        for (int k = 0; k < rows.taps; k++) {
            addScaled(merged, shrunk.row(rows.first[y] + k), rows.weight[y * rows.taps + k]);
        }
        to8Bit(merged);
    }

    private static void addScaled(int[] sum, int[] values, int weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i] * weight;
        }
    }

    private static void interleave(int[] planes, int width, byte[] into, int offset) {
        int o = offset;
        for (int x = 0; x < width; x++) {
            into[o++] = (byte) planes[x];
            into[o++] = (byte) planes[width + x];
            into[o++] = (byte) planes[2 * width + x];
        }
    }

    /**
     * Converts weighted sums to values. With normalised, non-negative weights, rounding can exceed 0..255 only at the
     * top; the overflow bit is subtracted, because loops with {@code Math.min} are not vectorised.
     */
    static void to8Bit(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] =
                    (sums[i] >>> ResizeWeights.FRACTION_BITS) - (sums[i] >>> (ResizeWeights.FRACTION_BITS + Byte.SIZE));
        }
    }
}
