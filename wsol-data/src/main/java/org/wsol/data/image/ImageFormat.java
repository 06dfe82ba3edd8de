package org.wsol.data.image;

import java.util.Locale;
import java.util.Set;

/** The image file formats that are read. */
public enum ImageFormat {
    /** JPEG: baseline and progressive; grayscale, YCbCr, RGB, CMYK and YCCK. */
    JPEG,
    /** PNG: 8 and 16 bit, palette, grayscale, with or without alpha (alpha is dropped). */
    PNG,
    /** Windows bitmap. */
    BMP,
    /** WebP, lossy and lossless, first frame. */
    WEBP;

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "webp");

    private static final Set<String> FOREIGN = Set.of(
            "heic", "heif", "avif", "tif", "tiff", "gif", "jp2", "j2k", "jxl", "ppm", "pgm", "pnm", "tga", "psd", "svg",
            "cr2", "cr3", "nef", "arw", "dng", "orf", "rw2", "raf");

    /** Whether a file name ends like an image of one of these formats, in any case. */
    public static boolean hasImageExtension(String fileName) {
        return EXTENSIONS.contains(extension(fileName));
    }

    /** Whether a file name ends like an image of a format that is not read: HEIC, AVIF, TIFF, GIF, raw photos. */
    public static boolean hasForeignExtension(String fileName) {
        return FOREIGN.contains(extension(fileName));
    }

    private static String extension(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
