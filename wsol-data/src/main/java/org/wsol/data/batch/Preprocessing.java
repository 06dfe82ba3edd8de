package org.wsol.data.batch;

import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting.Flattened;

/**
 * How image files become tensors. The defaults are the reference implementation's: for training, resize to 256 x 256,
 * random crop of 224 x 224, mirror with probability 0.5; for evaluation, resize to 224 x 224; ImageNet statistics.
 *
 * @param transformation from pixels to the network's input
 * @param reading from files to pixels
 */
public record Preprocessing(
        @Flattened Transformation transformation, @Flattened Reading reading) {

    /** Rejects a cache if every random draw has a different size. */
    public Preprocessing {
        if (reading.cache().isPresent() && transformation.minCropArea() > 0) {
            throw new InvalidInputException("cache needs a fixed resize: set minCropArea to 0 or remove cache");
        }
    }

    /** The reference implementation's settings. */
    public static Preprocessing reference() {
        return of(256, 224);
    }

    /**
     * The reference implementation's settings for other sizes: the size to which training images are resized, and the
     * size of the crop.
     */
    public static Preprocessing of(int resizeSize, int imageSize) {
        return new Preprocessing(Transformation.of(resizeSize, imageSize), Reading.standard());
    }

    /** The same transformation with other settings for reading. */
    public Preprocessing with(Reading other) {
        return new Preprocessing(transformation, other);
    }
}
