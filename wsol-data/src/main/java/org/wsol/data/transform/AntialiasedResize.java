package org.wsol.data.transform;

import java.util.Arrays;
import org.wsol.core.ImageSize;
import org.wsol.data.image.RgbImage;

/**
 * Bilinear resize with antialiasing, bit for bit as Pillow's {@code Image.resize(size, BILINEAR)}: rows first, then
 * columns, each pass in fixed point and rounded to 8 bits. Published weights and numbers assume this filter; OpenCV's
 * bilinear differs by tens of grey levels when it makes images smaller.
 */
public final class AntialiasedResize {
    private static final int CHANNELS = 3;
    private static final int ROUNDING = 1 << (ResizeWeights.FRACTION_BITS - 1);

    private AntialiasedResize() {}

    /** Resizes a whole image. */
    public static RgbImage resize(RgbImage image, ImageSize target) {
        return resize(image, PixelRegion.whole(image.size()), target, PixelRegion.whole(target));
    }

    /**
     * Resizes a region of an image, as if it were cut out first, and computes a window of the result only.
     *
     * @param source the region of the image that is resized
     * @param target the size it is resized to
     * @param window the part of the resized region that is returned
     */
    public static RgbImage resize(RgbImage image, PixelRegion source, ImageSize target, PixelRegion window) {
        if (!source.fits(image.size()) || !window.fits(target)) {
            throw new IllegalArgumentException("a region leaves its image: source " + source + " of " + image.size()
                    + ", window " + window + " of " + target);
        }
        ResizeWeights columns = ResizeWeights.of(source.size().width(), target.width());
        ResizeWeights rows = ResizeWeights.of(source.size().height(), target.height());
        int lastRow = window.y() + window.size().height() - 1;
        int firstInput = rows.first[window.y()];
        int inputs = rows.first[lastRow] + rows.count[lastRow] - firstInput;
        int[] shrunk = new int[inputs * window.size().width() * CHANNELS];
        for (int i = 0; i < inputs; i++) {
            resizeRow(image, source, firstInput + i, columns, window, shrunk, i);
        }
        return new RgbImage(window.size(), mergeRows(shrunk, firstInput, rows, window));
    }

    private static void resizeRow(
            RgbImage image,
            PixelRegion source,
            int row,
            ResizeWeights columns,
            PixelRegion window,
            int[] out,
            int outRow) {
        byte[] pixels = image.pixels();
        int rowStart = ((source.y() + row) * image.width() + source.x()) * CHANNELS;
        int o = outRow * window.size().width() * CHANNELS;
        int end = window.x() + window.size().width();
        for (int x = window.x(); x < end; x++) {
            int w = x * columns.stride;
            int stop = w + columns.count[x];
            int p = rowStart + columns.first[x] * CHANNELS;
            int red = ROUNDING;
            int green = ROUNDING;
            int blue = ROUNDING;
            for (; w < stop; w++, p += CHANNELS) {
                int weight = columns.weight[w];
                red += (pixels[p] & 0xff) * weight;
                green += (pixels[p + 1] & 0xff) * weight;
                blue += (pixels[p + 2] & 0xff) * weight;
            }
            out[o++] = to8Bit(red);
            out[o++] = to8Bit(green);
            out[o++] = to8Bit(blue);
        }
    }

    private static byte[] mergeRows(int[] shrunk, int firstInput, ResizeWeights rows, PixelRegion window) {
        int rowLength = window.size().width() * CHANNELS;
        int height = window.size().height();
        byte[] merged = new byte[height * rowLength];
        int[] sum = new int[rowLength];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sum, ROUNDING);
            int outRow = window.y() + y;
            for (int k = 0; k < rows.count[outRow]; k++) {
                addScaled(
                        sum,
                        shrunk,
                        (rows.first[outRow] + k - firstInput) * rowLength,
                        rows.weight[outRow * rows.stride + k]);
            }
            for (int i = 0; i < rowLength; i++) {
                merged[y * rowLength + i] = (byte) to8Bit(sum[i]);
            }
        }
        return merged;
    }

    private static void addScaled(int[] sum, int[] values, int offset, int weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[offset + i] * weight;
        }
    }

    /** Sums of normalised, non-negative weights stay within 0..255 after the shift but for rounding at the top. */
    private static int to8Bit(int sum) {
        return Math.min(sum >>> ResizeWeights.FRACTION_BITS, 255);
    }
}
