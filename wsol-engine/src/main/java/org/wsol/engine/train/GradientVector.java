package org.wsol.engine.train;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of one step, seen as one long vector. The arrays still belong to their owner. */
final class GradientVector {
    /** Keeps the factor finite for a gradient of nothing but zeros, as PyTorch does. */
    private static final double EPSILON = 1e-6;

    private final Map<String, INDArray> gradients;

    /** @param gradients float32 arrays by parameter name; summed in the order of names, so that results repeat */
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
     * Shortens the vector in place when it is longer than a limit: PyTorch's {@code clip_grad_norm_}.
     *
     * @param norm what {@link #norm()} gave
     * @param limit the longest norm that is left as it is
     */
    void clip(double norm, double limit) {
        double factor = limit / (norm + EPSILON);
        if (factor < 1) {
            gradients.values().forEach(gradient -> gradient.muli(factor));
        }
    }
}
