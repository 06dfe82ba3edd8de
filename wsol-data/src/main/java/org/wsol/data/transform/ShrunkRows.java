package org.wsol.data.transform;

import java.util.Arrays;
import org.wsol.data.image.PixelRows;

/**
 * Rows of a source region resized along their length, computed on first request and kept as long as the filter along
 * the columns can request them: a few rows, which fit into the first-level cache.
 *
 * <p>Two rows are computed at once: their bytes are in the lower and the upper half of a long, so that one
 * multiplication processes both. Neither half can overflow into the other, as weighted sums are below 2^31. Four
 * weights are applied at a time without a loop, because for a few weights per pixel the loop overhead would dominate.
 * Unused weights are zero, and rows are padded with zeros for them.
 */
final class ShrunkRows {
    private static final int CHANNELS = 3;
    private static final int AT_ONCE = 4;
    private static final long ROUNDING = AntialiasedResize.ROUNDING * 0x1_0000_0001L;

    private final PixelRows image;
    private final PixelRegion source;
    private final int firstColumn;
    private final byte[] upper;
    private final byte[] lower;
    private final long[] pairs;
    private final int[] firstByte;
    private final int[][] weights;
    private final long[] sums;
    private final int[][] kept;
    private int next;

    /**
     * Rows of a region.
     *
     * @param columns weights along a row
     * @param window the requested columns of the result
     * @param start the first row that will be requested
     * @param count number of rows, up to the newest one, that can be requested again
     */
    ShrunkRows(PixelRows image, PixelRegion source, ResizeWeights columns, PixelRegion window, int start, int count) {
        this.image = image;
        this.source = source;
        int width = window.size().width();
        this.firstColumn = columns.first[window.x()];
        int read = columns.first[window.x() + width - 1] + columns.taps - firstColumn;
        this.upper = new byte[read * CHANNELS];
        this.lower = new byte[read * CHANNELS];
        this.pairs = new long[(read + AT_ONCE) * CHANNELS];
        this.firstByte = Arrays.stream(columns.first, window.x(), window.x() + width)
                .map(column -> (column - firstColumn) * CHANNELS)
                .toArray();
        this.weights = inFours(columns, window.x(), width);
        this.sums = new long[CHANNELS * width];
        this.kept = new int[count + 1][CHANNELS * width];
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

    /**
     * A row of the region as planes: red, green, blue, each 0..255. Rows that are no longer kept cannot be requested.
     */
    int[] row(int y) {
        while (next <= y) {
            shrinkTwo(next);
            next += 2;
        }
        return kept[y % kept.length];
    }

    /** Beyond the last row, the last one is used for the missing one. */
    private void shrinkTwo(int y) {
        read(y, upper);
        read(Math.min(y + 1, source.size().height() - 1), lower);
        pair();
        Arrays.fill(sums, ROUNDING);
        for (int i = 0; i < weights.length; i++) {
            addFourTaps(i);
        }
        split(kept[y % kept.length], kept[(y + 1) % kept.length]);
    }

    private void read(int y, byte[] row) {
        image.copyRow(source.y() + y, source.x() + firstColumn, row.length / CHANNELS, row);
    }

    private void pair() {
        for (int i = 0; i < upper.length; i++) {
            pairs[i] = (upper[i] & 0xffL) | (lower[i] & 0xffL) << 32;
        }
    }

    private void addFourTaps(int group) {
        int width = firstByte.length;
        int offset = group * AT_ONCE * CHANNELS;
        int[] weight = weights[group];
        int red = width * image.order().channelOf(0);
        int blue = width * image.order().channelOf(2);
        for (int x = 0; x < width; x++) {
            int p = firstByte[x] + offset;
            long a = weight[4 * x];
            long b = weight[4 * x + 1];
            long c = weight[4 * x + 2];
            long d = weight[4 * x + 3];
            sums[red + x] += pairs[p] * a + pairs[p + 3] * b + pairs[p + 6] * c + pairs[p + 9] * d;
            sums[width + x] += pairs[p + 1] * a + pairs[p + 4] * b + pairs[p + 7] * c + pairs[p + 10] * d;
            sums[blue + x] += pairs[p + 2] * a + pairs[p + 5] * b + pairs[p + 8] * c + pairs[p + 11] * d;
        }
    }

    private void split(int[] first, int[] second) {
        for (int i = 0; i < sums.length; i++) {
            first[i] = (int) sums[i];
            second[i] = (int) (sums[i] >>> 32);
        }
        AntialiasedResize.to8Bit(first);
        AntialiasedResize.to8Bit(second);
    }
}
