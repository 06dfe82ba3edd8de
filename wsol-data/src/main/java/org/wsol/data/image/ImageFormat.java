package org.wsol.data.image;

import java.util.Locale;
import java.util.Set;

/** The supported image file formats. */
public enum ImageFormat {
    /** JPEG: baseline and progressive; grayscale, YCbCr, RGB, CMYK and YCCK. */
    JPEG,
    /** PNG: 8 and 16 bit, palette, grayscale, with or without alpha (alpha is dropped). */
    PNG,
    /** Windows bitmap. */
    BMP,
    /** WebP, lossy and lossless, first frame. */
    WEBP;

    /** The reason, for a note of a data set, why images with a {@link #hasForeignExtension foreign extension} are missing. */
    public static final String UNSUPPORTED = "of an unsupported format ignored; save as JPEG or PNG";

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "webp");

    private static final Set<String> FOREIGN = Set.of(
            "heic", "heif", "avif", "tif", "tiff", "gif", "jp2", "j2k", "jxl", "ppm", "pgm", "pnm", "tga", "psd", "svg",
            "cr2", "cr3", "nef", "arw", "dng", "orf", "rw2", "raf");

    /** Whether a file name has the extension of a supported format, ignoring case. */
    public static boolean hasImageExtension(String fileName) {
        return EXTENSIONS.contains(extension(fileName));
    }

    /** Whether a file name has the extension of an unsupported format: HEIC, AVIF, TIFF, GIF, raw photos. */
    public static boolean hasForeignExtension(String fileName) {
        return FOREIGN.contains(extension(fileName));
    }

    private static String extension(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
