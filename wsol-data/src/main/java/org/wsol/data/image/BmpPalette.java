package org.wsol.data.image;

/** The palette of a bitmap: blue, green and red of each index. An index out of range is black. */
final class BmpPalette {
    private final byte[] colours;

    BmpPalette(byte[] colours) {
        this.colours = colours;
    }

    static BmpPalette none() {
        return new BmpPalette(new byte[0]);
    }

    /** Decodes indices of 1, 4 or 8 bits; the first index of a byte is in its high bits. */
    void paint(byte[] row, int bits, int width, byte[] bgr) {
        for (int x = 0; x < width; x++) {
            int bit = x * bits;
            int entry = 3 * ((row[bit >> 3] >> (8 - bits - (bit & 7))) & ((1 << bits) - 1));
            for (int c = 0; c < 3; c++) {
                bgr[3 * x + c] = entry + c < colours.length ? colours[entry + c] : 0;
            }
        }
    }
}
