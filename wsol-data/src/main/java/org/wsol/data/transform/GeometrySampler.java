package org.wsol.data.transform;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

/** Draws the change of shape of one image. Implementations are immutable and draw from the given stream only. */
public interface GeometrySampler {

    /** The geometry for an image of that size. */
    ImageGeometry sample(ImageSize source, SplitMix64 random);

    /** The size every sampled geometry ends in. */
    ImageSize targetSize();

    /**
     * The size the whole image is resized to before anything random happens, if there is such a size: then resized
     * images can be kept on disk.
     */
    Optional<ImageSize> fixedResize();

    /**
     * Resize to one size, aspect ignored: the evaluation transform of the reference implementation (224 x 224).
     *
     * @param targetSize size of the result
     */
    record Resize(ImageSize targetSize) implements GeometrySampler {

        @Override
        public ImageGeometry sample(ImageSize source, SplitMix64 random) {
            return ImageGeometry.resize(source, targetSize);
        }

        @Override
        public Optional<ImageSize> fixedResize() {
            return Optional.of(targetSize);
        }
    }
}
