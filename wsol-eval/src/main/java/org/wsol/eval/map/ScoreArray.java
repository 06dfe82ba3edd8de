package org.wsol.eval.map;

import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * A score map in its stored precision, float32 or float64, which is also the precision of quantisation. Values are not
 * checked here; {@link #quantize()} rejects values outside [0, 1]. Immutable.
 */
public final class ScoreArray {
    private final ImageSize size;
    private final float[] floats;
    private final double[] doubles;
    private final boolean doublePrecision;

    private ScoreArray(int height, int width, float[] floats, double[] doubles, boolean doublePrecision) {
        this.size = new ImageSize(height, width);
        this.floats = floats;
        this.doubles = doubles;
        this.doublePrecision = doublePrecision;
        int count = doublePrecision ? doubles.length : floats.length;
        if (count != size.area()) {
            throw new IllegalArgumentException(
                    "a map of " + height + " x " + width + " needs " + size.area() + " scores, got " + count);
        }
    }

    /** A float32 map from row-major scores, which are copied. */
    public static ScoreArray of(int height, int width, float[] scores) {
        return new ScoreArray(height, width, scores.clone(), new double[0], false);
    }

    /** A float64 map from row-major scores, which are copied. */
    public static ScoreArray of(int height, int width, double[] scores) {
        return new ScoreArray(height, width, new float[0], scores.clone(), true);
    }

    /** The float32 scores of a map. */
    public static ScoreArray of(ScoreMap map) {
        return new ScoreArray(map.height(), map.width(), map.toArray(), new double[0], false);
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

    /** Whether the scores are float64. */
    public boolean isDoublePrecision() {
        return doublePrecision;
    }

    /** The score at a row-major position; float32 scores widen without loss. */
    public double at(int position) {
        return doublePrecision ? doubles[position] : floats[position];
    }

    /** The 256 levels of the map. */
    public QuantizedMap quantize() {
        return doublePrecision
                ? QuantizedMap.of(size.height(), size.width(), doubles)
                : QuantizedMap.of(size.height(), size.width(), floats);
    }

    /** The scores as float32, rounded if they are float64. */
    public ScoreMap toScoreMap() {
        float[] values = new float[Math.toIntExact(size.area())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) at(i);
        }
        return ScoreMap.of(size.height(), size.width(), values);
    }
}
