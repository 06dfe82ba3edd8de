package org.wsol.data.image;

/** The bit masks of blue, green and red in a bitmap's pixel. */
final class BmpFields {
    private final long[] masks;

    private BmpFields(long blue, long green, long red) {
        this.masks = new long[] {blue, green, red};
    }

    /** The default: five bits per colour for 16 bits, eight for 32. */
    static BmpFields usual(int bits) {
        return bits == 16 ? new BmpFields(0x1F, 0x3E0, 0x7C00) : new BmpFields(0xFF, 0xFF00, 0xFF0000);
    }

    /** Reads the masks from three numbers of the header: red, green, blue. */
    static BmpFields read(Bytes bytes, int offset) throws ImageFormatException {
        return new BmpFields(
                bytes.littleEndian32(offset + 8), bytes.littleEndian32(offset + 4), bytes.littleEndian32(offset));
    }

    /** Decodes pixels of the given number of bytes, with colours scaled to 0..255. */
    void paint(byte[] row, int pixelBytes, int width, byte[] bgr) {
        for (int x = 0; x < width; x++) {
            long pixel = 0;
            for (int i = pixelBytes - 1; i >= 0; i--) {
                pixel = (pixel << 8) | (row[x * pixelBytes + i] & 0xff);
            }
            for (int c = 0; c < 3; c++) {
                bgr[3 * x + c] = (byte) scaled(pixel, masks[c]);
            }
        }
    }

    private static long scaled(long pixel, long mask) {
        if (mask == 0) {
            return 0;
        }
        int shift = Long.numberOfTrailingZeros(mask);
        return (pixel & mask) >> shift == 0 ? 0 : ((pixel & mask) >> shift) * 255 / (mask >> shift);
    }
}
