package org.wsol.eval.box;

import java.util.Arrays;

/** Which pixels of a framed map are foreground, kept as one byte of neighbour bits for each pixel. */
final class ActiveCells {
    private final byte[] neighbours;
    private final int stride;

    ActiveCells(int cells, int stride) {
        this.neighbours = new byte[cells];
        this.stride = stride;
    }

    void clear() {
        Arrays.fill(neighbours, (byte) 0);
    }

    /** Makes a pixel foreground and returns which of its neighbours are: bit i is neighbour i of {@link Neighbourhood}. */
    int activate(int cell) {
        byte[] n = neighbours;
        // A pixel is the E neighbour (bit 4) of the one to its west, and so on around.
        n[cell - 1] |= 1 << 4;
        n[cell - stride - 1] |= 1 << 5;
        n[cell - stride] |= 1 << 6;
        n[cell - stride + 1] |= (byte) (1 << 7);
        n[cell + 1] |= 1;
        n[cell + stride + 1] |= 1 << 1;
        n[cell + stride] |= 1 << 2;
        n[cell + stride - 1] |= 1 << 3;
        return n[cell] & 0xff;
    }
}
