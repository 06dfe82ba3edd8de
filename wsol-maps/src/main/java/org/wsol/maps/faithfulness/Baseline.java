package org.wsol.maps.faithfulness;

import org.wsol.maps.FeatureMaps;

/** The replacement for hidden parts of an image. */
@FunctionalInterface
public interface Baseline {
    /** Rows and columns of the blurring kernel. */
    int BLUR = 11;

    /** The normalised values of the whole image without content. */
    float[] of(FeatureMaps image);

    /** Zero after normalisation: the mean colour of the training images. */
    static Baseline meanColour() {
        return image -> new float[image.values().length];
    }

    /**
     * One colour.
     *
     * @param colour normalised, one number per channel; black is {@code -mean / deviation}
     */
    static Baseline colour(float... colour) {
        float[] copy = colour.clone();
        return image -> {
            float[] values = new float[image.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = copy[i / image.places()];
            }
            return values;
        };
    }

    /**
     * The image blurred by an 11 x 11 Gaussian with a standard deviation of 5 pixels, zero-padded (RISE's baseline for
     * insertion).
     */
    static Baseline blurred() {
        return image -> Blur.gaussian(image, BLUR, 5);
    }
}
