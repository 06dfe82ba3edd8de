package org.wsol.engine.plan.internal.rewrite;

import java.util.Locale;
import org.wsol.engine.nd4j.Activation;
import org.wsol.engine.plan.internal.Operation;

/** Operations that replace several operations of the graph. */
public sealed interface Fused extends Operation {
    /** The kind of convolutions in groups: {@code conv2d}'s integer arguments and the number of groups. */
    String GROUPED_CONVOLUTION = "grouped_conv2d";

    /**
     * Batch normalisation with the batch's own statistics. Inputs x, gamma, beta; outputs y, mean, biased variance and,
     * with a rectifier, which elements it let pass.
     *
     * @param epsilon added to the variance
     * @param rectified whether negative results become 0
     */
    record BatchNorm(double epsilon, boolean rectified) implements Fused {
        @Override
        public String kind() {
            return rectified ? "batch-norm + relu" : "batch-norm";
        }
    }

    /**
     * The gradient of {@link BatchNorm}. Inputs x, mean, variance, gamma, beta, gradient of y and, with a rectifier,
     * the mask of passed elements; outputs gradients of x, gamma and beta.
     *
     * @param epsilon added to the variance
     * @param rectified whether the gradient of y is behind a rectifier
     */
    record BatchNormGradient(double epsilon, boolean rectified) implements Fused {
        @Override
        public String kind() {
            return rectified ? "batch-norm + relu gradient" : "batch-norm gradient";
        }
    }

    /**
     * {@code min(max(x, 0), limit)}.
     *
     * @param limit the upper limit, infinite for ReLU
     */
    record Rectifier(double limit) implements Fused {
        @Override
        public String kind() {
            return Double.isInfinite(limit) ? "relu" : "relu" + (int) limit;
        }
    }

    /**
     * The gradient of {@link Rectifier} from its result: inputs y, gradient of y.
     *
     * @param limit the upper limit, infinite for ReLU
     */
    record RectifierGradient(double limit) implements Fused {
        @Override
        public String kind() {
            return new Rectifier(limit).kind() + " gradient";
        }
    }

    /**
     * A convolution and the operations after it. Inputs x, weight, bias if any, and the summand if any.
     *
     * @param call the convolution's own arguments
     * @param biased whether there is a bias
     * @param summed whether a value of the result's shape is added
     * @param limit upper limit of a rectifier at the end, 0 for no rectifier
     */
    record Convolution(Operation.Custom call, boolean biased, boolean summed, double limit) implements Fused {
        @Override
        public String kind() {
            return call.kind() + (summed ? " + add" : "") + (limit > 0 ? " + " + new Rectifier(limit).kind() : "");
        }
    }

    /**
     * The sum of two values of the same shape.
     *
     * @param limit upper limit of a rectifier at the end, 0 for no rectifier
     */
    record Sum(double limit) implements Fused {
        @Override
        public String kind() {
            return "add" + (limit > 0 ? " + " + new Rectifier(limit).kind() : "");
        }
    }

    /**
     * Max pooling that also outputs the positions of the maxima. Input x; outputs y and the positions.
     *
     * @param call the pooling's own arguments
     */
    record MaxPool(Operation.Custom call) implements Fused {
        @Override
        public String kind() {
            return "max-pool";
        }
    }

    /**
     * The gradient of {@link MaxPool}: inputs the positions and the gradient of y.
     *
     * @param call the pooling's own arguments
     */
    record MaxPoolGradient(Operation.Custom call) implements Fused {
        @Override
        public String kind() {
            return "max-pool gradient";
        }
    }

    /**
     * An element-wise activation function.
     *
     * @param function which one
     */
    record Elementwise(Activation.Function function) implements Fused {
        @Override
        public String kind() {
            return function.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The gradient of {@link Elementwise}: inputs x and the gradient of y.
     *
     * @param function which one
     */
    record ElementwiseGradient(Activation.Function function) implements Fused {
        @Override
        public String kind() {
            return new Elementwise(function).kind() + " gradient";
        }
    }

    /** A feature map (B, C, H, W) times a number for every channel of every image (B, C, 1, 1). */
    record ChannelScale() implements Fused {
        @Override
        public String kind() {
            return "channel scale";
        }
    }

    /** The gradient of {@link ChannelScale}: inputs x, factors and the gradient of y; outputs gradients of both. */
    record ChannelScaleGradient() implements Fused {
        @Override
        public String kind() {
            return "channel scale gradient";
        }
    }

    /**
     * Layer normalisation. Inputs x, gamma, beta; outputs y, mean and biased variance.
     *
     * @param norm over what
     */
    record LayerNorm(org.wsol.engine.nd4j.LayerNorm norm) implements Fused {
        @Override
        public String kind() {
            return "layer norm";
        }
    }

    /**
     * The gradient of {@link LayerNorm}. Inputs x, gamma, beta, gradient of y, mean, variance; outputs gradients of x, gamma
     * and beta.
     *
     * @param norm over what
     */
    record LayerNormGradient(org.wsol.engine.nd4j.LayerNorm norm) implements Fused {
        @Override
        public String kind() {
            return "layer norm gradient";
        }
    }

    /** Softmax over the last dimension. */
    record Softmax() implements Fused {
        @Override
        public String kind() {
            return "softmax";
        }
    }

    /** The gradient of {@link Softmax} from its result: inputs y, gradient of y. */
    record SoftmaxGradient() implements Fused {
        @Override
        public String kind() {
            return "softmax gradient";
        }
    }
}
