package org.wsol.eval.interchange;

import java.util.Arrays;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.map.ScoreArray;

/**
 * An array of floating-point numbers from a {@code .npy} file. float16 is converted to float32 without loss. Immutable.
 */
public final class NumPyArray {
    private final int[] shape;
    private final float[] floats;
    private final double[] doubles;
    private final boolean doublePrecision;

    NumPyArray(int[] shape, float[] floats) {
        this.shape = shape;
        this.floats = floats;
        this.doubles = new double[0];
        this.doublePrecision = false;
    }

    NumPyArray(int[] shape, double[] doubles) {
        this.shape = shape;
        this.floats = new float[0];
        this.doubles = doubles;
        this.doublePrecision = true;
    }

    /** A copy of the dimensions. */
    public int[] shape() {
        return shape.clone();
    }

    /** Whether the elements are float64. */
    public boolean isDoublePrecision() {
        return doublePrecision;
    }

    /** A copy of the elements in row-major (C) order, as float64. */
    public double[] toDoubles() {
        if (doublePrecision) {
            return doubles.clone();
        }
        double[] widened = new double[floats.length];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = floats[i];
        }
        return widened;
    }

    /** A copy of the elements in row-major (C) order, as float32, rounded if they are float64. */
    public float[] toFloats() {
        if (!doublePrecision) {
            return floats.clone();
        }
        float[] narrowed = new float[doubles.length];
        for (int i = 0; i < narrowed.length; i++) {
            narrowed[i] = (float) doubles[i];
        }
        return narrowed;
    }

    /**
     * The array as a score map; leading dimensions of length 1 are dropped.
     *
     * @throws InvalidInputException if it does not have two dimensions, or one has length 0
     */
    public ScoreArray toScoreArray() {
        int first = 0;
        while (shape.length - first > 2 && shape[first] == 1) {
            first++;
        }
        if (shape.length - first != 2 || shape[first] < 1 || shape[first + 1] < 1) {
            throw new InvalidInputException(
                    "has shape " + Arrays.toString(shape) + "; a score map has two dimensions, height x width");
        }
        return doublePrecision
                ? ScoreArray.of(shape[first], shape[first + 1], doubles)
                : ScoreArray.of(shape[first], shape[first + 1], floats);
    }
}
