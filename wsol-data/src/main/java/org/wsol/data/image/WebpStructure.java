package org.wsol.data.image;

import java.util.Optional;

/**
 * The chunks of a WebP file (RFC 9649): where the first image and the EXIF data are.
 *
 * @param canvasHeight rows of the canvas
 * @param canvasWidth columns of the canvas
 * @param frame the first image, unless the content read so far ends before it
 * @param orientation EXIF orientation
 */
record WebpStructure(int canvasHeight, int canvasWidth, Optional<Frame> frame, int orientation) {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;

    /**
     * The coded image: a chunk {@code VP8 } (lossy) or {@code VP8L} (lossless).
     *
     * @param x its first column on the canvas
     * @param y its first row on the canvas
     * @param chunk start of the chunk
     * @param bytes length of the chunk's body
     */
    record Frame(int x, int y, int chunk, int bytes) {}

    static void requireComplete(Bytes bytes) throws ImageFormatException {
        if (bytes.littleEndian32(4) + CHUNK_HEADER > bytes.length()) {
            throw new ImageFormatException("the WebP is truncated after " + bytes.length() + " bytes");
        }
    }

    static ImageHeader header(Bytes bytes) throws ImageFormatException {
        WebpStructure structure = read(bytes);
        return ImageHeader.of(ImageFormat.WEBP, structure.canvasHeight, structure.canvasWidth)
                .turned(structure.orientation);
    }

    static WebpStructure read(Bytes bytes) throws ImageFormatException {
        if (bytes.startsWith(FIRST_CHUNK, 'V', 'P', '8', 'X')) {
            int height = bytes.littleEndian24(27) + 1;
            int width = bytes.littleEndian24(24) + 1;
            return extended(bytes, height, width);
        }
        Frame frame = frame(bytes, FIRST_CHUNK, 0, 0);
        int[] size = sizeOf(bytes, frame);
        return new WebpStructure(size[0], size[1], Optional.of(frame), ExifOrientation.UPRIGHT);
    }

    /** Iterates over the chunks after {@code VP8X}; for an animation, the first image is used. */
    private static WebpStructure extended(Bytes bytes, int height, int width) throws ImageFormatException {
        Optional<Frame> frame = Optional.empty();
        int orientation = ExifOrientation.UPRIGHT;
        long offset = FIRST_CHUNK;
        while (offset + CHUNK_HEADER <= bytes.length()) {
            int chunk = (int) offset;
            if (frame.isEmpty() && isPicture(bytes, chunk)) {
                frame = Optional.of(frame(bytes, chunk, 0, 0));
            } else if (frame.isEmpty() && bytes.startsWith(chunk, 'A', 'N', 'M', 'F')) {
                frame = Optional.of(animated(bytes, chunk));
            } else if (bytes.startsWith(chunk, 'E', 'X', 'I', 'F')) {
                orientation = ExifOrientation.of(bytes, exifBody(bytes, chunk + CHUNK_HEADER));
            }
            offset = next(bytes, chunk);
        }
        return new WebpStructure(height, width, frame, orientation);
    }

    /** Some programs write the JPEG marker before the EXIF data. */
    private static int exifBody(Bytes bytes, int body) {
        return bytes.startsWith(body, 'E', 'x', 'i', 'f', 0, 0) ? body + 6 : body;
    }

    private static Frame animated(Bytes bytes, int chunk) throws ImageFormatException {
        int body = chunk + CHUNK_HEADER;
        long end = Math.min(bytes.length(), next(bytes, chunk));
        long inner = body + (long) FRAME_HEADER;
        while (inner + CHUNK_HEADER <= end) {
            if (isPicture(bytes, (int) inner)) {
                return frame(bytes, (int) inner, 2 * bytes.littleEndian24(body), 2 * bytes.littleEndian24(body + 3));
            }
            inner = next(bytes, (int) inner);
        }
        throw new ImageFormatException("the WebP's first frame has no image");
    }

    private static boolean isPicture(Bytes bytes, int chunk) {
        return bytes.startsWith(chunk, 'V', 'P', '8', ' ') || bytes.startsWith(chunk, 'V', 'P', '8', 'L');
    }

    private static Frame frame(Bytes bytes, int chunk, int x, int y) throws ImageFormatException {
        if (!isPicture(bytes, chunk)) {
            throw new ImageFormatException("the WebP has no image chunk");
        }
        long length = bytes.littleEndian32(chunk + 4);
        return new Frame(x, y, chunk, (int) Math.min(length, Integer.MAX_VALUE / 2));
    }

    private static long next(Bytes bytes, int chunk) throws ImageFormatException {
        long length = bytes.littleEndian32(chunk + 4);
        return chunk + CHUNK_HEADER + length + (length & 1);
    }

    /** Height and width of a coded image, from its own header. */
    static int[] sizeOf(Bytes bytes, Frame frame) throws ImageFormatException {
        int body = frame.chunk() + CHUNK_HEADER;
        if (bytes.startsWith(frame.chunk(), 'V', 'P', '8', 'L')) {
            long bits = bytes.littleEndian32(body + 1);
            return new int[] {(int) (bits >> 14 & 0x3FFF) + 1, (int) (bits & 0x3FFF) + 1};
        }
        return new int[] {bytes.littleEndian16(body + 8) & 0x3FFF, bytes.littleEndian16(body + 6) & 0x3FFF};
    }
}
