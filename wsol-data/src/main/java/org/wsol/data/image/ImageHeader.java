package org.wsol.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.ImageSize;

/**
 * What the header of an image file says, read without decoding a pixel.
 *
 * @param format the file format, by content, whatever the name ends with
 * @param size size of the stored pixels, before any EXIF rotation
 * @param orientation EXIF orientation, 1 (stored upright) to 8
 */
public record ImageHeader(ImageFormat format, ImageSize size, int orientation) {
    private static final int FIRST_BYTES = 1 << 15;

    /**
     * Reads the header of a file from its first bytes; whether the pixels are all there is not looked at.
     *
     * @throws IOException when the file is missing or cannot be read
     * @throws ImageFormatException when the content is no image of a known format
     */
    public static ImageHeader read(Path file) throws IOException, ImageFormatException {
        byte[] start;
        boolean whole;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(FIRST_BYTES);
            whole = start.length < FIRST_BYTES;
        }
        try {
            return parse(start);
        } catch (ImageFormatException e) {
            if (whole) {
                throw e;
            }
            return parse(Files.readAllBytes(file));
        }
    }

    /**
     * Reads the header from the content of a file.
     *
     * @param file the content, or its beginning
     * @throws ImageFormatException when the content is no image of a known format, or ends inside the header
     */
    public static ImageHeader parse(byte[] file) throws ImageFormatException {
        Bytes bytes = new Bytes(file);
        if (file.length == 0) {
            throw new ImageFormatException("the file is empty");
        }
        if (bytes.startsWith(0, 0xFF, 0xD8)) {
            return JpegStructure.header(bytes);
        }
        if (bytes.startsWith(0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return png(bytes);
        }
        if (bytes.startsWith(0, 'R', 'I', 'F', 'F') && bytes.startsWith(8, 'W', 'E', 'B', 'P')) {
            return WebpStructure.header(bytes);
        }
        if (bytes.startsWith(0, 'B', 'M')) {
            return BmpStructure.header(bytes);
        }
        throw new ImageFormatException("the content is neither JPEG, PNG, BMP nor WebP");
    }

    /**
     * Refuses content that was cut short: some decoders fill the missing part with grey and say nothing.
     *
     * @param file the whole content of the file this header was read from
     * @throws ImageFormatException when the end is missing
     */
    public void requireComplete(byte[] file) throws ImageFormatException {
        Bytes bytes = new Bytes(file);
        switch (format) {
            case JPEG -> JpegStructure.requireComplete(bytes);
            case BMP -> BmpStructure.requireComplete(bytes);
            case WEBP -> WebpStructure.requireComplete(bytes);
            case PNG -> requireCompletePng(bytes);
        }
    }

    private static ImageHeader png(Bytes bytes) throws ImageFormatException {
        if (!bytes.startsWith(12, 'I', 'H', 'D', 'R')) {
            throw new ImageFormatException("the PNG has no header chunk");
        }
        return of(ImageFormat.PNG, bytes.bigEndian32(20), bytes.bigEndian32(16)).turned(pngOrientation(bytes));
    }

    /** From the EXIF chunk, which may stand before or after the pixels; the part of the file that is at hand is looked at. */
    private static int pngOrientation(Bytes bytes) throws ImageFormatException {
        long offset = 8;
        while (offset + 8 <= bytes.length()) {
            if (bytes.startsWith((int) offset + 4, 'e', 'X', 'I', 'f')) {
                return ExifOrientation.of(bytes, (int) offset + 8);
            }
            offset += 12 + bytes.bigEndian32((int) offset);
        }
        return ExifOrientation.UPRIGHT;
    }

    /** The size of the picture as people see it. */
    public ImageSize uprightSize() {
        return ExifOrientation.isOnASide(orientation) ? new ImageSize(size.width(), size.height()) : size;
    }

    /** Whether the pixels are stored otherwise than the picture is seen. */
    public boolean isTurned() {
        return orientation != ExifOrientation.UPRIGHT;
    }

    /** The same header with another orientation. */
    ImageHeader turned(int exif) {
        return new ImageHeader(format, size, exif);
    }

    private static void requireCompletePng(Bytes bytes) throws ImageFormatException {
        long offset = 8;
        while (!bytes.startsWith((int) offset + 4, 'I', 'E', 'N', 'D')) {
            offset += 12 + bytes.bigEndian32((int) offset);
            if (offset + 8 > bytes.length()) {
                throw new ImageFormatException("the PNG is truncated: its end chunk is missing");
            }
        }
    }

    static ImageHeader of(ImageFormat format, long height, long width) throws ImageFormatException {
        if (height < 1 || width < 1 || height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
            throw new ImageFormatException("the header claims an impossible size of " + width + "x" + height);
        }
        return new ImageHeader(format, new ImageSize((int) height, (int) width), ExifOrientation.UPRIGHT);
    }
}
