package org.wsol.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.NativeUnpacking;

/**
 * Reads image files into 8-bit RGB, with the same pixels as Pillow: JPEG with libjpeg-turbo, WebP with libwebp, PNG and
 * BMP in Java. 16-bit samples are reduced to their high byte; alpha is dropped; CMYK and YCCK are converted without a
 * colour profile. Safe for use by several threads.
 */
public final class ImageDecoder {
    /** The default limit of pixels: 200 million. Larger images are rejected before decoding. */
    public static final long DEFAULT_MAX_PIXELS = 200_000_000L;

    private final boolean honourExifOrientation;
    private final long maxPixels;

    private ImageDecoder(boolean honourExifOrientation, long maxPixels) {
        this.honourExifOrientation = honourExifOrientation;
        this.maxPixels = maxPixels;
    }

    /** Creates a decoder that ignores EXIF orientation, as the reference implementation does. */
    public static ImageDecoder asStored() {
        return new ImageDecoder(false, DEFAULT_MAX_PIXELS);
    }

    /** The same decoder, optionally rotating images upright according to their EXIF orientation. */
    public ImageDecoder withExifOrientation(boolean honour) {
        return new ImageDecoder(honour, maxPixels);
    }

    /** The same decoder with another limit on the number of pixels. */
    public ImageDecoder withMaxPixels(long limit) {
        return new ImageDecoder(honourExifOrientation, limit);
    }

    /**
     * Reads and decodes a file.
     *
     * @throws DataException if the file is missing, is not an image, is truncated or too large; the message names it
     */
    public RgbImage decode(Path file) {
        return decode(read(file), file);
    }

    /**
     * The size of a file's image as decoded by this decoder, from the header only.
     *
     * @throws DataException if the file is missing or not an image; the message names it
     */
    public ImageSize size(Path file) {
        try {
            return sizeOf(ImageHeader.read(file));
        } catch (IOException | ImageFormatException e) {
            throw new DataException("the size of image " + file + " cannot be read: " + WsolException.reason(e), e);
        }
    }

    /** The size of an image as decoded by this decoder. */
    public ImageSize sizeOf(ImageHeader header) {
        return honourExifOrientation ? header.uprightSize() : header.size();
    }

    /** Whether photos are rotated upright according to their EXIF orientation. */
    public boolean turnsUpright() {
        return honourExifOrientation;
    }

    /**
     * Decodes the content of a file.
     *
     * @param file named in messages
     * @throws DataException if the content is not an image, is cut short or too large
     */
    public RgbImage decode(byte[] content, Path file) {
        return lend(content, file, RgbImage::copyOf);
    }

    /**
     * Decodes the content of a file and lends its pixels, which are valid until the borrower returns. This saves a copy
     * of the whole image.
     *
     * @param file named in messages
     * @param borrower reads the pixels in the calling thread
     * @return the borrower's result
     * @throws DataException if the content is not an image, is cut short or too large
     */
    public <T> T lend(byte[] content, Path file, Function<PixelRows, T> borrower) {
        ImageHeader header = checkedHeader(content, file);
        try (BgrMatrix pixels = decode(content, file, header)) {
            return borrower.apply(pixels.pixels());
        } catch (OutOfMemoryError e) {
            throw new DataException(
                    unreadable(file, "there is not enough memory for " + header.size() + " pixels")
                            + "; make the image smaller, or give Java more memory, for example WSOL_OPTS=-Xmx4g",
                    e);
        }
    }

    private BgrMatrix decode(byte[] content, Path file, ImageHeader header) {
        try {
            BgrMatrix stored =
                    switch (header.format()) {
                        case JPEG -> JpegPixels.decode(content);
                        case PNG -> PngPixels.decode(content);
                        case BMP -> BmpPixels.decode(content);
                        case WEBP -> WebpPixels.decode(content, header.size());
                    };
            return stored.upright(honourExifOrientation ? header.orientation() : ExifOrientation.UPRIGHT);
        } catch (ImageFormatException e) {
            throw new DataException(unreadable(file, e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new DataException(unreadable(file, "its pixel data is damaged"), e);
        } catch (LinkageError e) {
            throw notLoaded(header.format(), e);
        }
    }

    /** A decoder that cannot be loaded is not an error of the image. */
    private static StorageException notLoaded(ImageFormat format, LinkageError error) {
        NativeUnpacking place =
                format == ImageFormat.WEBP ? NativeUnpacking.temporary(5) : NativeUnpacking.javacpp(100);
        return place.obstacle("the " + format + " decoder", error)
                .orElseGet(() -> new StorageException(
                        "the " + format + " decoder's native library cannot be loaded from " + place.folder()
                                + ", which must allow execution",
                        error));
    }

    private ImageHeader checkedHeader(byte[] content, Path file) {
        ImageHeader header;
        try {
            header = ImageHeader.parse(content);
            header.requireComplete(content);
        } catch (ImageFormatException e) {
            throw new DataException(unreadable(file, e.getMessage()), e);
        }
        if (header.size().area() > maxPixels) {
            throw new DataException(file + ": the image has " + header.size() + " pixels, more than the limit of "
                    + maxPixels / 1_000_000.0 + " megapixels; raise data.maxMegapixels if the file is genuine");
        }
        return header;
    }

    /**
     * The content of an image file.
     *
     * @throws DataException if the file is missing or cannot be read
     */
    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            String reason = Files.isDirectory(file)
                    ? "is a folder; name a file in it"
                    : Files.exists(file) ? "cannot be read (" + WsolException.reason(e) + ")" : "does not exist";
            throw new DataException("image " + file + " " + reason, e);
        }
    }

    private static String unreadable(Path file, String reason) {
        return "image " + file + " cannot be decoded: " + reason;
    }
}
