package org.wsol.engine.nd4j;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Multiplies every channel of every image by a factor: inputs x (B, C, H, W) and s (B, C, 1, 1), value {@code x * s}.
 * The last step of squeeze-and-excitation (Hu et al. 2018).
 */
public record ChannelScale() implements Composite {

    @Override
    public Kind kind() {
        return Kind.CHANNEL_SCALE;
    }

    @Override
    public Composite gradient() {
        return new Gradient();
    }

    @Override
    public List<SDVariable> values(List<SDVariable> inputs) {
        return List.of(inputs.get(0).mul(inputs.get(1)));
    }

    /** The gradient: inputs x, s and the gradient of y, values the gradients of x and s. */
    public record Gradient() implements Composite {

        @Override
        public Kind kind() {
            return Kind.CHANNEL_SCALE_GRADIENT;
        }

        @Override
        public List<SDVariable> values(List<SDVariable> inputs) {
            SDVariable dy = inputs.get(2);
            return List.of(dy.mul(inputs.get(1)), inputs.get(0).mul(dy).sum(true, 2, 3));
        }
    }
}
