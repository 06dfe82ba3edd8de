package org.wsol.maps.formula;

import org.wsol.core.ScoreMap;
import org.wsol.maps.FeatureMaps;

/** Converts gradients with respect to the image to maps and images. */
public final class GradientPicture {
    private static final int LEVELS = 255;

    private GradientPicture() {}

    /** The largest magnitude over the channels, at every position. */
    public static ScoreMap magnitude(FeatureMaps gradient) {
        float[] largest = new float[gradient.places()];
        for (int k = 0; k < gradient.channels(); k++) {
            for (int p = 0; p < largest.length; p++) {
                largest[p] = Math.max(largest[p], Math.abs(gradient.at(k, p)));
            }
        }
        return ScoreMap.of(gradient.size().height(), gradient.size().width(), largest);
    }

    /** Every channel times a map of the same size. */
    public static FeatureMaps times(FeatureMaps gradient, ScoreMap map) {
        float[] factors = map.toArray();
        float[] product = new float[gradient.values().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = gradient.values()[i] * factors[i % factors.length];
        }
        return new FeatureMaps(gradient.channels(), gradient.size(), product);
    }

    /**
     * The gradient as colours: {@code 255 clip(0.1 (g - mean) / (deviation + 1e-5) + 0.5)}, truncated to whole numbers;
     * mid-grey means zero gradient.
     *
     * @return one unsigned byte per value, in the order of the gradient's values
     */
    public static byte[] colours(FeatureMaps gradient) {
        float[] values = gradient.values();
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / values.length) + 1e-5;
        byte[] colours = new byte[values.length];
        for (int i = 0; i < colours.length; i++) {
            double shade = 0.1 * (values[i] - mean) / deviation + 0.5;
            colours[i] = (byte) (int) (LEVELS * Math.max(0, Math.min(1, shade)));
        }
        return colours;
    }
}
