package org.wsol.data.image;

/** The chunks of a PNG file: size, orientation and completeness. */
final class PngStructure {
    static final int FIRST_CHUNK = 8;
    private static final int CHUNK_FRAME = 12;

    private PngStructure() {}

    static ImageHeader header(Bytes bytes) throws ImageFormatException {
        if (!bytes.startsWith(12, 'I', 'H', 'D', 'R')) {
            throw new ImageFormatException("the PNG has no header chunk");
        }
        return ImageHeader.of(ImageFormat.PNG, bytes.bigEndian32(20), bytes.bigEndian32(16))
                .turned(orientation(bytes));
    }

    /** The orientation in the EXIF chunk, which may be before or after the pixels. */
    private static int orientation(Bytes bytes) throws ImageFormatException {
        long offset = FIRST_CHUNK;
        while (offset + FIRST_CHUNK <= bytes.length()) {
            if (bytes.startsWith((int) offset + 4, 'e', 'X', 'I', 'f')) {
                return ExifOrientation.of(bytes, (int) offset + 8);
            }
            offset = next(bytes, (int) offset);
        }
        return ExifOrientation.UPRIGHT;
    }

    static void requireComplete(Bytes bytes) throws ImageFormatException {
        long offset = FIRST_CHUNK;
        while (!bytes.startsWith((int) offset + 4, 'I', 'E', 'N', 'D')) {
            offset = next(bytes, (int) offset);
            if (offset + FIRST_CHUNK > bytes.length()) {
                throw new ImageFormatException("the PNG is truncated: its end chunk is missing");
            }
        }
    }

    private static long next(Bytes bytes, int chunk) throws ImageFormatException {
        return chunk + CHUNK_FRAME + bytes.bigEndian32(chunk);
    }
}
