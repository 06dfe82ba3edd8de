package org.wsol.data.image;

import java.util.List;

/** The headers of a Windows bitmap, as far as size and completeness need them. */
final class BmpStructure {
    private static final int OLD_HEADER = 12;

    /** The sizes of all versions of the second header. */
    private static final List<Integer> HEADER_SIZES = List.of(12, 16, 40, 52, 56, 64, 108, 124);

    private BmpStructure() {}

    /** Whether the second header has one of the known sizes. */
    static boolean hasKnownHeader(Bytes bytes) {
        return HEADER_SIZES.stream().anyMatch(size -> bytes.startsWith(14, size, 0, 0, 0));
    }

    static ImageHeader header(Bytes bytes) throws ImageFormatException {
        if (bytes.littleEndian32(14) == OLD_HEADER) {
            return ImageHeader.of(ImageFormat.BMP, bytes.littleEndian16(20), bytes.littleEndian16(18));
        }
        long height = (int) bytes.littleEndian32(22); // negative if the first row is the top row
        long width = (int) bytes.littleEndian32(18);
        return ImageHeader.of(ImageFormat.BMP, Math.abs(height), width);
    }

    /** Counts the bytes of uncompressed rows; run-length coded bitmaps are checked by the decoder. */
    static void requireComplete(Bytes bytes) throws ImageFormatException {
        boolean old = bytes.littleEndian32(14) == OLD_HEADER;
        if (!old && bytes.littleEndian32(30) != 0) {
            return;
        }
        ImageHeader header = header(bytes);
        long bitsPerPixel = bytes.littleEndian16(old ? 24 : 28);
        long rowBytes = (header.size().width() * bitsPerPixel + 31) / 32 * 4;
        if (bytes.littleEndian32(10) + rowBytes * header.size().height() > bytes.length()) {
            throw new ImageFormatException("the BMP is truncated: pixel rows are missing");
        }
    }
}
