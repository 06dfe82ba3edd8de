package org.wsol.data.image;

/** Converts a restored row of a PNG to blue, green and red bytes. */
final class PngRowExpander {
    private final PngFormat format;
    private final byte[] palette;

    /**
     * Creates an expander.
     *
     * @param palette red, green and blue of each entry; an index out of range is black, as in libpng
     */
    PngRowExpander(PngFormat format, byte[] palette) throws ImageFormatException {
        if (format.colours() == PngFormat.PALETTE && palette.length == 0) {
            throw new ImageFormatException("the PNG has no palette");
        }
        this.format = format;
        this.palette = palette;
    }

    void expand(byte[] row, int width, byte[] bgr) {
        switch (format.colours()) {
            case PngFormat.COLOUR, PngFormat.COLOUR_ALPHA -> colour(row, width, bgr);
            case PngFormat.PALETTE -> palette(row, width, bgr);
            default -> grey(row, width, bgr);
        }
    }

    private void colour(byte[] row, int width, byte[] bgr) {
        int sample = format.bits() / 8;
        int pixel = sample * format.samples();
        for (int x = 0; x < width; x++) {
            bgr[3 * x] = row[x * pixel + 2 * sample];
            bgr[3 * x + 1] = row[x * pixel + sample];
            bgr[3 * x + 2] = row[x * pixel];
        }
    }

    private void palette(byte[] row, int width, byte[] bgr) {
        for (int x = 0; x < width; x++) {
            int entry = 3 * packed(row, x);
            for (int c = 0; c < 3; c++) {
                bgr[3 * x + 2 - c] = entry + c < palette.length ? palette[entry + c] : 0;
            }
        }
    }

    private void grey(byte[] row, int width, byte[] bgr) {
        int bits = format.bits();
        int pixel = format.samples() * bits / 8;
        int scale = bits < 8 ? 255 / ((1 << bits) - 1) : 1;
        for (int x = 0; x < width; x++) {
            byte grey = bits < 8 ? (byte) (packed(row, x) * scale) : row[x * pixel];
            bgr[3 * x] = grey;
            bgr[3 * x + 1] = grey;
            bgr[3 * x + 2] = grey;
        }
    }

    /** A sample of at most 8 bits; the first sample of a byte is in its high bits. */
    private int packed(byte[] row, int x) {
        int bits = format.bits();
        int bit = x * bits;
        return (row[bit >> 3] >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
    }
}
