package org.wsol.data.batch;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.PixelRows;

/** A cache of decoded images between epochs and runs. Implementations are safe for use by several threads. */
interface PixelCache extends AutoCloseable {

    /** Caches nothing. */
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
     * Lends the pixels of an image; decodes it if it is not cached.
     *
     * @param borrower reads the pixels, which are valid only during the call
     * @throws org.wsol.core.DataException if the image cannot be decoded
     */
    void lend(EncodedImage image, Consumer<PixelRows> borrower);

    @Override
    void close();

    /**
     * An encoded image.
     *
     * @param content the file's bytes, which identify it
     * @param file the file, for messages
     * @param decoder decodes the content
     */
    record EncodedImage(byte[] content, Path file, ImageDecoder decoder) {

        /** Decodes the image and lends its pixels, which are valid until the borrower returns. */
        <T> T decode(Function<PixelRows, T> borrower) {
            return decoder.lend(content, file, borrower);
        }
    }
}
