package org.wsol.data.transform;

import java.util.Arrays;
import org.wsol.data.image.PixelRows;

/**
 * Rows of a source region resized along their length, computed when first asked for and kept as long as the filter along
 * the columns can ask again: a few rows, which stay in the processor's nearest cache.
 *
 * <p>Four weights are applied at a time, without a loop: with a few weights a pixel, a loop would cost more than what it
 * repeats. Weights that are left over are zero, and rows are followed by bytes for them to fall on.
 */
final class ShrunkRows {
    private static final int CHANNELS = 3;
    private static final int AT_ONCE = 4;

    private final PixelRows image;
    private final PixelRegion source;
    private final byte[] row;
    private final int[] firstByte;
    private final int[][] weights;
    private final int[][] kept;
    private int next;

    /**
     * Rows of a region.
     *
     * @param columns weights along a row
     * @param window which columns of the result are wanted
     * @param start the first row that will be asked for
     * @param count how many rows, up to the newest one, can be asked for again
     */
    ShrunkRows(PixelRows image, PixelRegion source, ResizeWeights columns, PixelRegion window, int start, int count) {
        this.image = image;
        this.source = source;
        int width = window.size().width();
        this.row = new byte[(source.size().width() + AT_ONCE) * CHANNELS];
        this.firstByte = Arrays.stream(columns.first, window.x(), window.x() + width)
                .map(column -> column * CHANNELS)
                .toArray();
        this.weights = inFours(columns, window.x(), width);
        this.kept = new int[count][CHANNELS * width];
        this.next = start;
    }

    private static int[][] inFours(ResizeWeights columns, int firstColumn, int width) {
        int[][] weights = new int[(columns.taps + AT_ONCE - 1) / AT_ONCE][AT_ONCE * width];
        for (int x = 0; x < width; x++) {
            for (int k = 0; k < columns.taps; k++) {
                weights[k / AT_ONCE][x * AT_ONCE + k % AT_ONCE] = columns.weight[(firstColumn + x) * columns.taps + k];
            }
        }
        return weights;
    }

    /** A row of the region as planes: red, green, blue, each 0..255. Never before a row that is no longer kept. */
    int[] row(int y) {
        while (next <= y) {
            shrink(next, kept[next % kept.length]);
            next++;
        }
        return kept[y % kept.length];
    }

    private void shrink(int y, int[] planes) {
        image.copyRow(source.y() + y, source.x(), source.size().width(), row);
        Arrays.fill(planes, AntialiasedResize.ROUNDING);
        for (int i = 0; i < weights.length; i++) {
            addFourTaps(i, planes);
        }
        AntialiasedResize.to8Bit(planes);
    }

    private void addFourTaps(int group, int[] planes) {
        int width = firstByte.length;
        int offset = group * AT_ONCE * CHANNELS;
        int[] weight = weights[group];
        int red = width * image.order().channelOf(0);
        int blue = width * image.order().channelOf(2);
        for (int x = 0; x < width; x++) {
            int p = firstByte[x] + offset;
            int a = weight[4 * x];
            int b = weight[4 * x + 1];
            int c = weight[4 * x + 2];
            int d = weight[4 * x + 3];
            planes[red + x] += at(p) * a + at(p + 3) * b + at(p + 6) * c + at(p + 9) * d;
            planes[width + x] += at(p + 1) * a + at(p + 4) * b + at(p + 7) * c + at(p + 10) * d;
            planes[blue + x] += at(p + 2) * a + at(p + 5) * b + at(p + 8) * c + at(p + 11) * d;
        }
    }

    private int at(int position) {
        return row[position] & 0xff;
    }
}
