package org.wsol.data.transform;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

/**
 * A resize that ignores the aspect ratio, then a random crop and random mirroring: the training transform of the
 * reference implementation (256 x 256, 224 x 224, probability 0.5).
 *
 * @param resized size to which the whole image is resized
 * @param targetSize size of the crop, at most {@code resized}
 * @param flipProbability probability of mirroring, in [0, 1]
 */
public record ResizeRandomCrop(ImageSize resized, ImageSize targetSize, double flipProbability)
        implements GeometrySampler {

    /** Rejects a crop larger than the image. */
    public ResizeRandomCrop {
        if (!PixelRegion.whole(targetSize).fits(resized)) {
            throw new IllegalArgumentException("the crop of " + targetSize + " is larger than the image of " + resized);
        }
    }

    @Override
    public ImageGeometry sample(ImageSize source, SplitMix64 random) {
        int y = random.nextInt(resized.height() - targetSize.height() + 1);
        int x = random.nextInt(resized.width() - targetSize.width() + 1);
        boolean flip = random.nextDouble() < flipProbability;
        return new ImageGeometry(source, PixelRegion.whole(source), resized, new PixelRegion(x, y, targetSize), flip);
    }

    @Override
    public Optional<ImageSize> fixedResize() {
        return Optional.of(resized);
    }
}
