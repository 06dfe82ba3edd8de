package org.wsol.data.batch;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.PixelRows;

/** Where decoded images may be kept between epochs and runs. Implementations are safe for use by several threads. */
interface PixelCache extends AutoCloseable {

    /** Keeps nothing. */
    PixelCache NONE = new PixelCache() {
        @Override
        public void lend(EncodedImage image, Consumer<PixelRows> borrower) {
            image.decode(pixels -> {
                borrower.accept(pixels);
                return pixels.size();
            });
        }

        @Override
        public void close() {}
    };

    /**
     * Lends the pixels of an image, decoding it when they are not kept yet.
     *
     * @param borrower reads the pixels, which may be gone afterwards
     * @throws org.wsol.core.DataException when the image cannot be decoded
     */
    void lend(EncodedImage image, Consumer<PixelRows> borrower);

    @Override
    void close();

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
}
