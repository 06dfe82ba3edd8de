package org.wsol.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * The header of an image file, read without decoding a pixel.
 *
 * @param format the file format, determined from the content, not the name
 * @param size size of the stored pixels, before any EXIF rotation
 * @param orientation EXIF orientation, 1 (stored upright) to 8
 */
public record ImageHeader(ImageFormat format, ImageSize size, int orientation) {

    /**
     * Reads the header of a file, seeking to the relevant positions only; does not check that the pixels are complete.
     *
     * @throws IOException if the file is missing or cannot be read
     * @throws ImageFormatException if the content is not an image of a known format
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
     * @throws ImageFormatException if the content is not an image of a known format, or ends within the header
     */
    public static ImageHeader parse(byte[] file) throws ImageFormatException {
        return parse(Bytes.of(file));
    }

    /** Whether the content begins like an image of a supported format, which may still be damaged. */
    public static boolean isRecognized(byte[] file) {
        return formatOf(Bytes.of(file)).isPresent();
    }

    /** The format by the first bytes; the two of BMP are also the beginning of texts. */
    private static Optional<ImageFormat> formatOf(Bytes bytes) {
        if (bytes.startsWith(0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(ImageFormat.JPEG);
        }
        if (bytes.startsWith(0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Optional.of(ImageFormat.PNG);
        }
        if (bytes.startsWith(0, 'R', 'I', 'F', 'F') && bytes.startsWith(8, 'W', 'E', 'B', 'P')) {
            return Optional.of(ImageFormat.WEBP);
        }
        return bytes.startsWith(0, 'B', 'M') && BmpStructure.hasKnownHeader(bytes)
                ? Optional.of(ImageFormat.BMP)
                : Optional.empty();
    }

    private static ImageHeader parse(Bytes bytes) throws ImageFormatException {
        if (bytes.length() == 0) {
            throw new ImageFormatException("the file is empty");
        }
        ImageFormat format =
                formatOf(bytes).orElseThrow(() -> new ImageFormatException("the content is " + foreign(bytes)));
        return switch (format) {
            case JPEG -> JpegStructure.header(bytes);
            case PNG -> PngStructure.header(bytes);
            case WEBP -> WebpStructure.header(bytes);
            case BMP -> BmpStructure.header(bytes);
        };
    }

    private static String foreign(Bytes bytes) {
        String name = "";
        if (bytes.startsWith(4, 'f', 't', 'y', 'p')) {
            name = bytes.startsWith(8, 'a', 'v', 'i') ? "AVIF" : "HEIC or a video";
        } else if (bytes.startsWith(0, 'G', 'I', 'F', '8')) {
            name = "GIF";
        } else if (bytes.startsWith(0, 'I', 'I', '*', 0) || bytes.startsWith(0, 'M', 'M', 0, '*')) {
            name = "TIFF or a raw photo";
        } else if (bytes.startsWith(0, '<')) {
            name = "a web page or SVG";
        }
        return name.isEmpty()
                ? "neither JPEG, PNG, BMP nor WebP"
                : name + ", which is not read; save the image as JPEG or PNG";
    }

    /**
     * Rejects truncated content: some decoders fill the missing part with grey without an error.
     *
     * @param file the whole content of the file this header was read from
     * @throws ImageFormatException if the end is missing
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

    /** The size of the upright image. */
    public ImageSize uprightSize() {
        return ExifOrientation.isOnASide(orientation) ? size.transposed() : size;
    }

    /** Whether the stored pixels are rotated or mirrored. */
    public boolean isTurned() {
        return orientation != ExifOrientation.UPRIGHT;
    }

    /** Converts a box on the upright image to the stored pixels. */
    public Box toStored(Box upright) {
        int right = size.width() - 1;
        int bottom = size.height() - 1;
        return switch (orientation) {
            case 2 -> box(right - upright.x0(), upright.y0(), right - upright.x1(), upright.y1());
            case 3 -> box(right - upright.x0(), bottom - upright.y0(), right - upright.x1(), bottom - upright.y1());
            case 4 -> box(upright.x0(), bottom - upright.y0(), upright.x1(), bottom - upright.y1());
            case 5 -> box(upright.y0(), upright.x0(), upright.y1(), upright.x1());
            case 6 -> box(upright.y0(), bottom - upright.x0(), upright.y1(), bottom - upright.x1());
            case 7 -> box(right - upright.y0(), bottom - upright.x0(), right - upright.y1(), bottom - upright.x1());
            case 8 -> box(right - upright.y0(), upright.x0(), right - upright.y1(), upright.x1());
            default -> upright;
        };
    }

    /** Converts a box on the stored pixels to the upright image. */
    public Box toUpright(Box stored) {
        int right = size.width() - 1;
        int bottom = size.height() - 1;
        return switch (orientation) {
            case 6 -> box(bottom - stored.y0(), stored.x0(), bottom - stored.y1(), stored.x1());
            case 8 -> box(stored.y0(), right - stored.x0(), stored.y1(), right - stored.x1());
            default -> toStored(stored);
        };
    }

    private static Box box(int xa, int ya, int xb, int yb) {
        return new Box(Math.min(xa, xb), Math.min(ya, yb), Math.max(xa, xb), Math.max(ya, yb));
    }

    /** The same header with another orientation. */
    ImageHeader turned(int exif) {
        return new ImageHeader(format, size, exif);
    }

    static ImageHeader of(ImageFormat format, long height, long width) throws ImageFormatException {
        if (height < 1 || width < 1 || height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
            throw new ImageFormatException("the header declares an impossible size of " + width + "x" + height);
        }
        return new ImageHeader(format, new ImageSize((int) height, (int) width), ExifOrientation.UPRIGHT);
    }
}
