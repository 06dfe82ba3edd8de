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

    /** Whether a file name ends like an image of one of these formats, in any case. */
    public static boolean hasImageExtension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
