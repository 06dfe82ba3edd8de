package org.wsol.engine.nd4j;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Layer normalisation over one dimension (Ba et al. 2016) with a scale and a shift for each index. Inputs x, gamma and
 * beta, value {@code gamma * (x - mean) / sqrt(variance + epsilon) + beta} with the biased variance. ND4J's own has no
 * epsilon.
 *
 * @param rank number of dimensions of x
 * @param axis the dimension that is normalised over: 1 for the channels of (B, C, H, W), 2 for those of (B, N, D)
 * @param epsilon added to the variance
 */
public record LayerNorm(int rank, int axis, double epsilon) implements Composite {

    static LayerNorm of(List<Long> integers, List<Double> reals) {
        return new LayerNorm(Math.toIntExact(integers.get(0)), Math.toIntExact(integers.get(1)), reals.get(0));
    }

    @Override
    public Kind kind() {
        return Kind.LAYER_NORM;
    }

    @Override
    public List<Long> integers() {
        return List.of((long) rank, (long) axis);
    }

    @Override
    public List<Double> reals() {
        return List.of(epsilon);
    }

    @Override
    public Composite gradient() {
        return new Gradient(this);
    }

    @Override
    public List<SDVariable> values(List<SDVariable> inputs) {
        Normalized normalized = normalized(inputs.get(0));
        return List.of(normalized.values().mul(broadcast(inputs.get(1))).add(broadcast(inputs.get(2))));
    }

    private Normalized normalized(SDVariable x) {
        SameDiff graph = x.getSameDiff();
        SDVariable centred = x.sub(x.mean(true, axis));
        SDVariable deviation =
                graph.math().sqrt(centred.mul(centred).mean(true, axis).add(epsilon));
        return new Normalized(centred.div(deviation), deviation);
    }

    private SDVariable broadcast(SDVariable perPlace) {
        long[] shape = new long[rank];
        java.util.Arrays.fill(shape, 1);
        shape[axis] = -1;
        return perPlace.reshape(shape);
    }

    /** The normalised values and the divisor. */
    private record Normalized(SDVariable values, SDVariable deviation) {}

    /**
     * The gradient: inputs x, gamma, beta and the gradient of y, values the gradients of x, gamma and beta.
     *
     * @param norm the normalisation
     */
    public record Gradient(LayerNorm norm) implements Composite {

        @Override
        public Kind kind() {
            return Kind.LAYER_NORM_GRADIENT;
        }

        @Override
        public List<Long> integers() {
            return norm.integers();
        }

        @Override
        public List<Double> reals() {
            return norm.reals();
        }

        @Override
        public List<SDVariable> values(List<SDVariable> inputs) {
            int axis = norm.axis();
            Normalized normalized = norm.normalized(inputs.get(0));
            SDVariable n = normalized.values();
            SDVariable dy = inputs.get(3);
            SDVariable scaled = dy.mul(norm.broadcast(inputs.get(1)));
            SDVariable along =
                    scaled.sub(scaled.mean(true, axis)).sub(n.mul(scaled.mul(n).mean(true, axis)));
            int[] others =
                    IntStream.range(0, norm.rank()).filter(i -> i != axis).toArray();
            return List.of(along.div(normalized.deviation()), dy.mul(n).sum(others), dy.sum(others));
        }
    }
}
