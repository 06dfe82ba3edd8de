package org.wsol.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;

/**
 * Reads image files into 8-bit RGB with OpenCV, pixel for pixel as Pillow does for JPEG and 8-bit PNG (both use
 * libjpeg's accurate integer transform). 16-bit samples keep their high byte; alpha is dropped; CMYK and YCCK are
 * converted without a colour profile. Safe for use by several threads.
 */
public final class ImageDecoder {
    /** Images of more pixels are refused before decoding, unless told otherwise: 200 million. */
    public static final long DEFAULT_MAX_PIXELS = 200_000_000L;

    private static final int CHANNELS = 3;
    private final boolean honourExifOrientation;
    private final long maxPixels;

    private ImageDecoder(boolean honourExifOrientation, long maxPixels) {
        this.honourExifOrientation = honourExifOrientation;
        this.maxPixels = maxPixels;
    }

    /** Pixels as they are stored, as in the reference implementation: EXIF orientation is ignored. */
    public static ImageDecoder asStored() {
        return new ImageDecoder(false, DEFAULT_MAX_PIXELS);
    }

    /** The same decoder, but turning images upright by their EXIF orientation when asked to. */
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
     * @throws DataException when the file is missing, is no image, is cut short or too large; the message names it
     */
    public RgbImage decode(Path file) {
        return decode(read(file), file);
    }

    /**
     * Decodes the content of a file.
     *
     * @param file named in messages
     * @throws DataException when the content is no image, is cut short or too large
     */
    public RgbImage decode(byte[] content, Path file) {
        checkHeader(content, file);
        try (BytePointer pointer = new BytePointer(content);
                Mat input = new Mat(1, content.length, opencv_core.CV_8UC1, pointer);
                Mat bgr = opencv_imgcodecs.imdecode(input, flags())) {
            if (bgr.empty() || bgr.channels() != CHANNELS) {
                throw new DataException(unreadable(file, "its pixel data is damaged"));
            }
            return toRgb(bgr);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DataException(unreadable(file, "its pixel data is damaged"), e);
        }
    }

    private void checkHeader(byte[] content, Path file) {
        ImageHeader header;
        try {
            header = ImageHeader.parse(content);
            header.requireComplete(content);
        } catch (ImageFormatException e) {
            throw new DataException(unreadable(file, e.getMessage()), e);
        }
        if (header.size().area() > maxPixels) {
            throw new DataException(file + ": the image claims " + header.size() + " pixels, more than the limit of "
                    + maxPixels / 1_000_000.0 + " megapixels; raise max_megapixels if the file is genuine");
        }
    }

    private int flags() {
        return honourExifOrientation
                ? opencv_imgcodecs.IMREAD_COLOR
                : opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    }

    private static RgbImage toRgb(Mat bgr) {
        byte[] pixels = new byte[bgr.rows() * bgr.cols() * CHANNELS];
        bgr.data().get(pixels);
        for (int i = 0; i < pixels.length; i += CHANNELS) {
            byte blue = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = blue;
        }
        return new RgbImage(new ImageSize(bgr.rows(), bgr.cols()), pixels);
    }

    /**
     * The content of an image file.
     *
     * @throws DataException when the file is missing or cannot be read
     */
    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "cannot be read (" + e.getMessage() + ")" : "does not exist";
            throw new DataException("image " + file + " " + reason, e);
        }
    }

    private static String unreadable(Path file, String reason) {
        return "image " + file + " cannot be decoded: " + reason;
    }
}
