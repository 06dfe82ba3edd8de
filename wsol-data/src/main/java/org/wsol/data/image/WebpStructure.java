package org.wsol.data.image;

/** The first chunk of a WebP file, which holds the size in one of three forms. */
final class WebpStructure {
    private WebpStructure() {}

    static void requireComplete(Bytes bytes) throws ImageFormatException {
        if (bytes.littleEndian32(4) + 8 > bytes.length()) {
            throw new ImageFormatException("the WebP is truncated after " + bytes.length() + " bytes");
        }
    }

    static ImageHeader header(Bytes bytes) throws ImageFormatException {
        if (bytes.startsWith(12, 'V', 'P', '8', ' ')) {
            return ImageHeader.of(
                    ImageFormat.WEBP, bytes.littleEndian16(28) & 0x3FFF, bytes.littleEndian16(26) & 0x3FFF);
        }
        if (bytes.startsWith(12, 'V', 'P', '8', 'L')) {
            long bits = bytes.littleEndian32(21);
            return ImageHeader.of(ImageFormat.WEBP, (bits >> 14 & 0x3FFF) + 1, (bits & 0x3FFF) + 1);
        }
        if (bytes.startsWith(12, 'V', 'P', '8', 'X')) {
            return ImageHeader.of(ImageFormat.WEBP, littleEndian24(bytes, 27) + 1, littleEndian24(bytes, 24) + 1);
        }
        throw new ImageFormatException("the WebP has no image chunk");
    }

    private static long littleEndian24(Bytes bytes, int offset) throws ImageFormatException {
        return bytes.littleEndian16(offset) | (long) bytes.at(offset + 2) << 16;
    }
}
