package org.wsol.engine.train;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A view of all gradients of one step as one vector. The arrays still belong to their owner. */
final class GradientVector {
    /** Keeps the factor finite for an all-zero gradient, as in PyTorch. */
    private static final double EPSILON = 1e-6;

    private final Map<String, INDArray> gradients;

    /**
     * @param gradients float32 arrays by parameter name; summed in the order of names for reproducible results
     */
    GradientVector(Map<String, INDArray> gradients) {
        this.gradients = new TreeMap<>(gradients);
    }

    /** The Euclidean norm, summed in double precision. */
    double norm() {
        double squares = 0;
        for (INDArray gradient : gradients.values()) {
            squares += squares(gradient);
        }
        return Math.sqrt(squares);
    }

    private static double squares(INDArray gradient) {
        if (!FloatBlocks.accepts(gradient)) {
            try (INDArray contiguous = gradient.dup('c')) {
                return squares(contiguous);
            }
        }
        double[] sum = new double[1];
        FloatBlocks.run((pieces, length) -> sum[0] += squares(pieces[0], length), 1, gradient);
        return sum[0];
    }

    private static double squares(float[] values, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }

    /**
     * Scales the vector in place to a maximum norm: PyTorch's {@code clip_grad_norm_}.
     *
     * @param norm the result of {@link #norm()}
     * @param limit the maximum norm
     */
    void clip(double norm, double limit) {
        double factor = limit / (norm + EPSILON);
        if (factor < 1) {
            gradients.values().forEach(gradient -> gradient.muli(factor));
        }
    }
}
