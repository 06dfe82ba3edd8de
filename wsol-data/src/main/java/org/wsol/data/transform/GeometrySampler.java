package org.wsol.data.transform;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

/**
 * Samples the geometric transformation of one image. Implementations are immutable and draw only from the given stream.
 */
public interface GeometrySampler {

    /** Samples the geometry for an image of the given size. */
    ImageGeometry sample(ImageSize source, SplitMix64 random);

    /** The output size of all sampled geometries. */
    ImageSize targetSize();

    /**
     * The fixed size to which the whole image is resized before random operations, if any; resized images can then be
     * cached on disk.
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
