package org.wsol.data.transform;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

/**
 * Resize to one size, aspect ignored: the evaluation transform of the reference implementation (224 x 224).
 *
 * @param targetSize size of the result
 */
public record Resize(ImageSize targetSize) implements GeometrySampler {

    @Override
    public ImageGeometry sample(ImageSize source, SplitMix64 random) {
        return ImageGeometry.resize(source, targetSize);
    }

    @Override
    public Optional<ImageSize> fixedResize() {
        return Optional.of(targetSize);
    }
}
