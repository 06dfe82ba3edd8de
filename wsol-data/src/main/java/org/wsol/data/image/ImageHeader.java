package org.wsol.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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

    /**
     * Reads the header of a file from the few places that matter; whether the pixels are all there is not looked at.
     *
     * @throws IOException when the file is missing or cannot be read
     * @throws ImageFormatException when the content is no image of a known format
     */
    public static ImageHeader read(Path file) throws IOException, ImageFormatException {
        try (FileChannel channel = FileChannel.open(file)) {
            return parse(Bytes.of(channel));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Reads the header from the content of a file.
     *
     * @param file the content, or its beginning
     * @throws ImageFormatException when the content is no image of a known format, or ends inside the header
     */
    public static ImageHeader parse(byte[] file) throws ImageFormatException {
        return parse(Bytes.of(file));
    }

    private static ImageHeader parse(Bytes bytes) throws ImageFormatException {
        if (bytes.length() == 0) {
            throw new ImageFormatException("the file is empty");
        }
        if (bytes.startsWith(0, 0xFF, 0xD8, 0xFF)) {
            return JpegStructure.header(bytes);
        }
        if (bytes.startsWith(0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return PngStructure.header(bytes);
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
        Bytes bytes = Bytes.of(file);
        switch (format) {
            case JPEG -> JpegStructure.requireComplete(bytes, size);
            case BMP -> BmpStructure.requireComplete(bytes);
            case WEBP -> WebpStructure.requireComplete(bytes);
            case PNG -> PngStructure.requireComplete(bytes);
        }
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

    static ImageHeader of(ImageFormat format, long height, long width) throws ImageFormatException {
        if (height < 1 || width < 1 || height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
            throw new ImageFormatException("the header claims an impossible size of " + width + "x" + height);
        }
        return new ImageHeader(format, new ImageSize((int) height, (int) width), ExifOrientation.UPRIGHT);
    }
}
