package org.wsol.data.batch;

import java.util.function.Supplier;
import org.wsol.data.image.RgbImage;

/** Where decoded images may be kept between epochs and runs. Implementations are safe for use by several threads. */
interface PixelCache extends AutoCloseable {

    /** Keeps nothing. */
    PixelCache NONE = new PixelCache() {
        @Override
        public RgbImage get(byte[] content, Supplier<RgbImage> decode) {
            return decode.get();
        }

        @Override
        public void close() {}
    };

    /**
     * The decoded image of a file.
     *
     * @param content the file's bytes, which identify it
     * @param decode called when the image is not kept yet
     */
    RgbImage get(byte[] content, Supplier<RgbImage> decode);

    @Override
    void close();
}
