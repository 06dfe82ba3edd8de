package org.wsol.engine.graph;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Central differences, {@code (f(x + h) - f(x - h)) / 2h} with h = 1e-5: a reference for checking the gradients of
 * custom layers, losses and methods, in DOUBLE.
 */
public final class NumericGradient {
    private static final double STEP = 1e-5;

    private NumericGradient() {}

    /**
     * The derivative of a scalar with respect to one element of an array that the graph reads at every run.
     *
     * @param output name of the scalar
     * @param array the DOUBLE array of a variable or placeholder; restored before this method returns
     * @param index position in the array, row-major
     */
    public static double of(
            GraphExecutor executor, Map<String, INDArray> placeholders, String output, INDArray array, long index) {
        double original = array.getDouble(index);
        array.putScalar(index, original + STEP);
        double above = executor.run(placeholders).output(output).getDouble(0);
        array.putScalar(index, original - STEP);
        double below = executor.run(placeholders).output(output).getDouble(0);
        array.putScalar(index, original);
        return (above - below) / (2 * STEP);
    }
}
