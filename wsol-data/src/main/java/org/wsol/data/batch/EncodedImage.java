package org.wsol.data.batch;

import java.nio.file.Path;
import java.util.function.Function;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.PixelRows;

/**
 * An image as its file holds it.
 *
 * @param content the file's bytes, which identify it
 * @param file named in messages
 * @param decoder turns the content into pixels
 */
record EncodedImage(byte[] content, Path file, ImageDecoder decoder) {

    /** Decodes the image and lends its pixels, which are gone when the borrower returns. */
    <T> T decode(Function<PixelRows, T> borrower) {
        return decoder.lend(content, file, borrower);
    }
}
