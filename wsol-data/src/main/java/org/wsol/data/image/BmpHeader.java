package org.wsol.data.image;

import org.wsol.core.ImageSize;

/**
 * The headers of a Windows bitmap.
 *
 * @param size height and width
 * @param topDown whether the first row of the file is the top row
 * @param bits bits per pixel: 1, 4, 8, 16, 24 or 32
 * @param compression 0 none, 1 and 2 run lengths of 8 and 4 bits, 3 and 6 bit fields
 * @param pixels offset of the pixels
 * @param palette the palette
 * @param fields the bit masks of pixels with 16 or 32 bits
 */
record BmpHeader(
        ImageSize size, boolean topDown, int bits, int compression, long pixels, BmpPalette palette, BmpFields fields) {
    static final int RUNS_OF_8 = 1;
    static final int RUNS_OF_4 = 2;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;
    private static final int FILE_HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int NEW_HEADER = 40;

    static BmpHeader read(Bytes bytes) throws ImageFormatException {
        ImageSize size = BmpStructure.header(bytes).size();
        long headerBytes = bytes.littleEndian32(FILE_HEADER);
        boolean old = headerBytes == OLD_HEADER;
        int bits = bytes.littleEndian16(old ? 24 : 28);
        int compression = old ? 0 : (int) bytes.littleEndian32(30);
        requireKnown(bits, compression);
        boolean fields = compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS;
        boolean topDown = !old && (int) bytes.littleEndian32(22) < 0;
        return new BmpHeader(
                size,
                topDown,
                bits,
                compression,
                bytes.littleEndian32(10),
                bits > 8 ? BmpPalette.none() : palette(bytes, headerBytes, bits),
                fields ? BmpFields.read(bytes, FILE_HEADER + NEW_HEADER) : BmpFields.usual(bits));
    }

    private static void requireKnown(int bits, int compression) throws ImageFormatException {
        boolean known =
                switch (compression) {
                    case 0 -> bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
                    case RUNS_OF_8 -> bits == 8;
                    case RUNS_OF_4 -> bits == 4;
                    case BIT_FIELDS, ALPHA_BIT_FIELDS -> bits == 16 || bits == 32;
                    default -> false;
                };
        if (!known) {
            throw new ImageFormatException("bitmaps of " + bits + " bits with compression " + compression
                    + " are not read; save the image as PNG");
        }
    }

    private static BmpPalette palette(Bytes bytes, long headerBytes, int bits) throws ImageFormatException {
        boolean old = headerBytes == OLD_HEADER;
        long stated = old ? 0 : bytes.littleEndian32(46);
        int entries = stated > 0 && stated <= 1 << bits ? (int) stated : 1 << bits;
        int entryBytes = old ? 3 : 4;
        long start = FILE_HEADER + headerBytes;
        byte[] colours = new byte[3 * entries];
        for (int i = 0; i < entries; i++) {
            for (int c = 0; c < 3; c++) {
                colours[3 * i + c] =
                        (byte) bytes.at((int) Math.min(Integer.MAX_VALUE, start + (long) i * entryBytes + c));
            }
        }
        return new BmpPalette(colours);
    }

    boolean isRunLength() {
        return compression == RUNS_OF_8 || compression == RUNS_OF_4;
    }

    /** Bytes per row, padded to a multiple of four. */
    long rowBytes() {
        return ((long) size.width() * bits + 31) / 32 * 4;
    }
}
