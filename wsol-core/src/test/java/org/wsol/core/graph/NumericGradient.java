package org.wsol.core.graph;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Central differences of a scalar output, to hold gradients against. */
public final class NumericGradient {
    private static final double STEP = 1e-5;

    private NumericGradient() {}

    /** The derivative of {@code output} by element {@code index} of an array the graph reads at every run. */
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
