package org.wsol.eval.box;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * For each pixel, the neighbours that are already foreground when the pixel becomes foreground. Pixels are added from
 * the highest level down and in reading order within a level, so an earlier neighbour in reading order is included if
 * its level is at least the pixel's, and a later one if its level is higher. Computed for eight pixels at a time, one
 * per byte of a long. Reused for several maps; not thread-safe.
 */
final class ActiveNeighbours {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;

    /** Levels in a frame of zeros, by framed position. */
    final byte[] levels;

    private final byte[] masks;
    private final int height;
    private final int width;
    private final int stride;

    ActiveNeighbours(int height, int width) {
        this.height = height;
        this.width = width;
        this.stride = width + 2;
        int cells = (height + 2) * stride + Long.BYTES;
        this.levels = new byte[cells];
        this.masks = new byte[cells];
    }

    /** Processes all pixels of a map. */
    void find(byte[] map) {
        for (int y = 0; y < height; y++) {
            System.arraycopy(map, y * width, levels, (y + 1) * stride + 1, width);
        }
        int end = (height + 1) * stride - 1;
        for (int cell = stride + 1; cell < end; cell += Long.BYTES) {
            EIGHT.set(masks, cell, masksFrom(cell));
        }
    }

    /** The neighbours of a pixel: bit i is neighbour i of {@link Neighbourhood}. */
    int of(int cell) {
        return masks[cell] & 0xff;
    }

    private long masksFrom(int cell) {
        long own = at(cell);
        int above = cell - stride;
        int below = cell + stride;
        return reached(at(cell - 1), own) >>> 7
                | reached(at(above - 1), own) >>> 6
                | reached(at(above), own) >>> 5
                | reached(at(above + 1), own) >>> 4
                | (reached(own, at(cell + 1)) ^ HIGH) >>> 3
                | (reached(own, at(below + 1)) ^ HIGH) >>> 2
                | (reached(own, at(below)) ^ HIGH) >>> 1
                | (reached(own, at(below - 1)) ^ HIGH);
    }

    private long at(int cell) {
        return (long) EIGHT.get(levels, cell);
    }

    /** The highest bit of each byte: whether the unsigned byte of a is at least that of b. */
    private static long reached(long a, long b) {
        long lowSeven = (a | HIGH) - (b & ~HIGH);
        return ((a & ~b) | (~(a ^ b) & lowSeven)) & HIGH;
    }
}
