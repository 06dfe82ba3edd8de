package org.wsol.engine.nd4j;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * An activation function as PyTorch defines it: ND4J's own {@code gelu} and {@code preciseGelu} are other functions, its
 * {@code hardSigmoid} is Keras's.
 *
 * @param function the function
 */
public record Activation(Function function) implements Composite {

    /** The functions of one variable. */
    public enum Function {
        /** {@code x / 2 * (1 + erf(x / sqrt 2))}: Hendrycks and Gimpel 2016, in the exact form. */
        GELU,
        /** {@code x / (1 + exp(-x))}, also called swish: Elfwing et al. 2017. */
        SILU,
        /** {@code x * min(max(x + 3, 0), 6) / 6}: Howard et al. 2019. */
        HARD_SWISH,
        /** {@code min(max(x + 3, 0), 6) / 6}: Howard et al. 2019. */
        HARD_SIGMOID
    }

    static Activation of(List<Long> integers) {
        return new Activation(Function.values()[Math.toIntExact(integers.get(0))]);
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVATION;
    }

    @Override
    public List<Long> integers() {
        return List.of((long) function.ordinal());
    }

    @Override
    public Composite gradient() {
        return new Gradient(this);
    }

    @Override
    public List<SDVariable> values(List<SDVariable> inputs) {
        SDVariable x = inputs.get(0);
        return List.of(
                switch (function) {
                    case GELU -> x.mul(normalDistribution(x));
                    case SILU -> x.mul(x.getSameDiff().nn().sigmoid(x));
                    case HARD_SWISH -> x.mul(hardSigmoid(x));
                    case HARD_SIGMOID -> hardSigmoid(x);
                });
    }

    private static SDVariable normalDistribution(SDVariable x) {
        return x.getSameDiff().math().erf(x.div(Math.sqrt(2))).add(1).div(2);
    }

    private static SDVariable hardSigmoid(SDVariable x) {
        return x.getSameDiff().nn().relu6(x.add(3), 0).div(6);
    }

    /**
     * The gradient: inputs x and the gradient of y, value the gradient of x.
     *
     * @param activation the function
     */
    public record Gradient(Activation activation) implements Composite {

        @Override
        public Kind kind() {
            return Kind.ACTIVATION_GRADIENT;
        }

        @Override
        public List<Long> integers() {
            return activation.integers();
        }

        @Override
        public List<SDVariable> values(List<SDVariable> inputs) {
            return List.of(slope(inputs.get(0)).mul(inputs.get(1)));
        }

        private SDVariable slope(SDVariable x) {
            SameDiff graph = x.getSameDiff();
            return switch (activation.function()) {
                case GELU ->
                    normalDistribution(x)
                            .add(x.mul(graph.math().exp(x.mul(x).div(-2))).div(Math.sqrt(2 * Math.PI)));
                case SILU -> {
                    SDVariable sigmoid = graph.nn().sigmoid(x);
                    yield sigmoid.mul(x.mul(sigmoid.rsub(1)).add(1));
                }
                case HARD_SWISH -> inside(x).mul(x.div(3).add(0.5)).add(is(x, x.gte(3)));
                case HARD_SIGMOID -> inside(x).div(6);
            };
        }

        /** 1 where x is between -3 and 3, else 0. */
        private static SDVariable inside(SDVariable x) {
            return is(x, x.gt(-3)).mul(is(x, x.lt(3)));
        }

        private static SDVariable is(SDVariable x, SDVariable condition) {
            return condition.castTo(x.dataType());
        }
    }
}
