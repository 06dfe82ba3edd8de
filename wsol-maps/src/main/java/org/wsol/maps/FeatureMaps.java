package org.wsol.maps;

import org.wsol.core.ImageSize;

/**
 * The channels of one image at one position of the network: activations, gradients, or the image itself.
 *
 * @param channels number of channels C
 * @param size rows and columns of each
 * @param values C x h x w values, channel by channel, row-major; not copied, must not be modified
 */
public record FeatureMaps(int channels, ImageSize size, float[] values) {

    /** Checks the number of values. */
    public FeatureMaps {
        if (values.length != channels * size.area()) {
            throw new IllegalArgumentException(channels + " channels of " + size + " need " + channels * size.area()
                    + " values, got " + values.length);
        }
    }

    /** Positions of a channel: rows x columns. */
    public int places() {
        return Math.toIntExact(size.area());
    }

    /** The value of a channel at a row-major position. */
    public float at(int channel, int place) {
        return values[channel * places() + place];
    }

    /** Mean of a channel. */
    public double mean(int channel) {
        double sum = 0;
        for (int i = channel * places(); i < (channel + 1) * places(); i++) {
            sum += values[i];
        }
        return sum / places();
    }

    /** The element-wise product with maps of the same shape. */
    public FeatureMaps times(FeatureMaps other) {
        requireShapeOf(other);
        float[] product = new float[values.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = values[i] * other.values[i];
        }
        return new FeatureMaps(channels, size, product);
    }

    /** The maps multiplied by a weight per channel. */
    public FeatureMaps weighted(double[] weights) {
        float[] product = new float[values.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = (float) (values[i] * weights[i / places()]);
        }
        return new FeatureMaps(channels, size, product);
    }

    /** The maps with negative values set to zero. */
    public FeatureMaps rectified() {
        float[] positive = new float[values.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.max(0, values[i]);
        }
        return new FeatureMaps(channels, size, positive);
    }

    /** The absolute values. */
    public FeatureMaps absolute() {
        float[] positive = new float[values.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.abs(values[i]);
        }
        return new FeatureMaps(channels, size, positive);
    }

    /**
     * Checks that other maps have the same shape.
     *
     * @throws IllegalArgumentException if channels or size differ
     */
    public void requireShapeOf(FeatureMaps other) {
        if (channels != other.channels || !size.equals(other.size)) {
            throw new IllegalArgumentException("the shapes differ: " + channels + " channels of " + size + " and "
                    + other.channels + " of " + other.size);
        }
    }
}
