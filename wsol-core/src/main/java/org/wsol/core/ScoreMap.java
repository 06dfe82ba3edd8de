package org.wsol.core;

import java.util.Arrays;
import java.util.Objects;

/**
 * A score for every position of an image or feature map: a class activation map, a norm map F or a similarity map S.
 * Values have the range of their source; {@link #minMax()} scales them to [0, 1]. Immutable.
 */
public final class ScoreMap {
    private final ImageSize size;
    private final float[] values;

    private ScoreMap(ImageSize size, float[] values) {
        this.size = size;
        this.values = values;
    }

    /**
     * Creates a map from row-major values, which are copied.
     *
     * @throws IllegalArgumentException if the number of values is not height x width
     */
    public static ScoreMap of(int height, int width, float[] values) {
        ImageSize size = new ImageSize(height, width);
        if (values.length != size.area()) {
            throw new IllegalArgumentException(
                    "a map of " + height + " x " + width + " needs " + size.area() + " values, got " + values.length);
        }
        return new ScoreMap(size, values.clone());
    }

    /** Rows and columns. */
    public ImageSize size() {
        return size;
    }

    /** Rows. */
    public int height() {
        return size.height();
    }

    /** Columns. */
    public int width() {
        return size.width();
    }

    /**
     * The score at a position.
     *
     * @throws IndexOutOfBoundsException if the position is outside the map
     */
    public float at(int y, int x) {
        Objects.checkIndex(x, size.width());
        return values[y * size.width() + x];
    }

    /** A copy of the scores, row-major. */
    public float[] toArray() {
        return values.clone();
    }

    /** The smallest score. */
    public float min() {
        float min = Float.POSITIVE_INFINITY;
        for (float v : values) {
            min = Math.min(min, v);
        }
        return min;
    }

    /** The largest score. */
    public float max() {
        float max = Float.NEGATIVE_INFINITY;
        for (float v : values) {
            max = Math.max(max, v);
        }
        return max;
    }

    /**
     * The map scaled to [0, 1]: {@code (v - min) / (max - min)}. A constant map, or one that contains NaN, becomes all
     * zeros, as in the reference evaluation.
     */
    public ScoreMap minMax() {
        float min = min();
        float range = max() - min;
        float[] scaled = new float[values.length];
        if (range > 0 && Float.isFinite(range)) {
            for (int i = 0; i < values.length; i++) {
                scaled[i] = (values[i] - min) / range;
            }
        }
        return new ScoreMap(size, scaled);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreMap map && size.equals(map.size) && Arrays.equals(values, map.values);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ScoreMap[" + size + ", " + min() + ".." + max() + "]";
    }
}
