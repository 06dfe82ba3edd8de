package org.wsol.data.batch;

import java.nio.file.Path;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.batch.PixelCache.EncodedImage;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.PixelRows;
import org.wsol.data.transform.ColourJitter;
import org.wsol.data.transform.GeometrySampler;
import org.wsol.data.transform.ImageGeometry;
import org.wsol.data.transform.Normalization;

/**
 * Converts one image file to one tensor: decode (or read from the cache), transform, jitter, normalise. Thread-safe.
 */
final class TensorMaker {
    private final ImageDecoder decoder;
    private final GeometrySampler geometry;
    private final ColourJitter jitter;
    private final Normalization normalization;
    private final PixelCache cache;

    TensorMaker(
            ImageDecoder decoder,
            GeometrySampler geometry,
            ColourJitter jitter,
            Normalization normalization,
            PixelCache cache) {
        this.decoder = decoder;
        this.geometry = geometry;
        this.jitter = jitter;
        this.normalization = normalization;
        this.cache = cache;
    }

    /**
     * Writes the tensor of one image.
     *
     * @param random the stream of this image and epoch
     * @param planes receives 3 * height * width values
     * @throws org.wsol.core.DataException if the image cannot be read
     */
    void make(Path file, SplitMix64 random, float[] planes) {
        EncodedImage image = new EncodedImage(ImageDecoder.read(file), file, decoder);
        cache.lend(image, pixels -> shape(pixels, random, planes));
    }

    /** Cached images are already resized; resizing them to their own size changes nothing. */
    private void shape(PixelRows image, SplitMix64 random, float[] planes) {
        ImageGeometry drawn = geometry.sample(image.size(), random);
        if (jitter.isIdentity()) {
            drawn.toPlanes(image, normalization, planes);
        } else {
            normalization.toPlanes(jitter.apply(drawn.cut(image), random), drawn.flip(), planes);
        }
    }
}
