package org.wsol.eval.box;

import org.wsol.core.Box;

/** A box in one long: four unsigned 16-bit numbers, for arrays of many boxes. */
final class PackedBox {
    /** The largest coordinate that fits. */
    static final int MAX_COORDINATE = 0xffff;

    private PackedBox() {}

    static long of(int x0, int y0, int x1, int y1) {
        return (long) x0 << 48 | (long) y0 << 32 | (long) x1 << 16 | y1;
    }

    static int x0(long box) {
        return (int) (box >>> 48);
    }

    static int y0(long box) {
        return (int) (box >>> 32) & MAX_COORDINATE;
    }

    static int x1(long box) {
        return (int) (box >>> 16) & MAX_COORDINATE;
    }

    static int y1(long box) {
        return (int) box & MAX_COORDINATE;
    }

    static Box unpack(long box) {
        return new Box(x0(box), y0(box), x1(box), y1(box));
    }
}
