package org.wsol.engine.nd4j;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The identity with its gradient clamped to non-negative values. After a ReLU this makes guided backpropagation
 * (Springenberg et al., Striving for Simplicity, 2015).
 */
public record PositiveGradient() implements Composite {

    /** The same value with its gradient clamped to non-negative values. */
    public static SDVariable of(SDVariable x) {
        return CompositeOperation.apply(new PositiveGradient(), List.of(x)).get(0);
    }

    @Override
    public Kind kind() {
        return Kind.POSITIVE_GRADIENT;
    }

    @Override
    public List<SDVariable> values(List<SDVariable> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public Composite gradient() {
        return new Gradient();
    }

    /** The positive part of the gradient; inputs are the value and the gradient by it. */
    record Gradient() implements Composite {

        @Override
        public Kind kind() {
            return Kind.POSITIVE_GRADIENT_GRADIENT;
        }

        @Override
        public List<SDVariable> values(List<SDVariable> inputs) {
            SDVariable upstream = inputs.get(1);
            return List.of(upstream.getSameDiff().nn().relu(upstream, 0));
        }
    }
}
