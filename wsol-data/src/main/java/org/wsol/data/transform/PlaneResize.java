package org.wsol.data.transform;

import org.wsol.core.ImageSize;

/**
 * The resize of {@link AntialiasedResize} for float planes, such as normalised images: the same weights, without
 * rounding to 8 bits.
 */
public final class PlaneResize {
    private static final float ONE = 1 << ResizeWeights.FRACTION_BITS;

    private PlaneResize() {}

    /**
     * Resizes planes.
     *
     * @param planes any number of planes of {@code height * width} values, row-major, consecutive
     */
    public static float[] resize(float[] planes, ImageSize from, ImageSize to) {
        int height = from.height();
        int count = planes.length / Math.toIntExact(from.area());
        if (count * from.area() != planes.length) {
            throw new IllegalArgumentException(planes.length + " values are no planes of " + from);
        }
        float[] narrow = along(planes, count * height, 1, from.width(), to.width());
        return along(narrow, count, to.width(), height, to.height());
    }

    /** Resizes the middle of three axes: {@code outer} blocks of {@code from} rows of {@code inner} values each. */
    private static float[] along(float[] values, int outer, int inner, int from, int to) {
        ResizeWeights weights = ResizeWeights.of(from, to);
        float[] result = new float[outer * to * inner];
        for (int block = 0; block < outer; block++) {
            for (int i = 0; i < to; i++) {
                int target = (block * to + i) * inner;
                for (int k = 0; k < weights.taps; k++) {
                    float weight = weights.weight[i * weights.taps + k] / ONE;
                    int source = (block * from + weights.first[i] + k) * inner;
                    for (int x = 0; x < inner; x++) {
                        result[target + x] += weight * values[source + x];
                    }
                }
            }
        }
        return result;
    }
}
