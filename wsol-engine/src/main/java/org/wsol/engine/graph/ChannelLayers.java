package org.wsol.engine.graph;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.nd4j.Activation;
import org.wsol.engine.nd4j.ChannelScale;
import org.wsol.engine.nd4j.CompositeOperation;
import org.wsol.engine.nd4j.LayerNorm;

/**
 * Layers that work on the channels of every position, used by EfficientNet, MobileNetV3, RegNet and ConvNeXt in
 * addition to convolutions.
 *
 * @param layers where they are added
 */
public record ChannelLayers(Layers layers) {

    /** An activation function, element by element; x may have any shape. */
    public SDVariable activation(Activation.Function function, SDVariable x) {
        return sizedAs(
                x,
                CompositeOperation.apply(new Activation(function), List.of(x)).get(0));
    }

    /** {@code 1 / (1 + exp(-x))}, element by element; x may have any shape. */
    public SDVariable sigmoid(SDVariable x) {
        return sizedAs(x, layers.graph().nn().sigmoid(x));
    }

    /** The mean of every channel, as a map of one position: (B, channels, 1, 1). */
    public SDVariable globalMean(SDVariable x, int channels) {
        return layers.sized(x.mean(2, 3).reshape(-1, channels, 1, 1), new ImageSize(1, 1));
    }

    /** Multiplies every channel of every image by a factor: x (B, C, H, W), factors (B, C, 1, 1). */
    public SDVariable scale(SDVariable x, SDVariable factors) {
        return sizedAs(
                x,
                CompositeOperation.apply(new ChannelScale(), List.of(x, factors))
                        .get(0));
    }

    /**
     * Layer normalisation over the channels of every position, with parameters {@code norm.weight} and {@code norm.bias}.
     *
     * @param x shape (B, channels, H, W)
     */
    public SDVariable layerNorm(String norm, SDVariable x, int channels, double epsilon) {
        return layers.sized(normalized(norm, x, channels, epsilon, 4, 1), layers.sizeOf(x));
    }

    /**
     * Layer normalisation over the last dimension, with parameters {@code norm.weight} and {@code norm.bias}.
     *
     * @param x shape (..., channels) with {@code rank} dimensions
     */
    public SDVariable rowNorm(String norm, SDVariable x, int channels, double epsilon, int rank) {
        return normalized(norm, x, channels, epsilon, rank, rank - 1);
    }

    private SDVariable normalized(String norm, SDVariable x, int channels, double epsilon, int rank, int axis) {
        SDVariable gamma = layers.parameter(norm + ".weight", new Initializer.Constant(1), channels);
        SDVariable beta = layers.parameter(norm + ".bias", new Initializer.Constant(0), channels);
        return CompositeOperation.apply(new LayerNorm(rank, axis, epsilon), List.of(x, gamma, beta))
                .get(0);
    }

    /**
     * A linear layer over the channels of every position, with parameters {@code layer.weight} (out, in) and
     * {@code layer.bias} (out).
     *
     * @param x shape (B, in, H, W)
     * @return shape (B, out, H, W)
     */
    public SDVariable pointwise(String layer, SDVariable x, int in, int out, Initializer initializer) {
        Weights weights = weights(layer, in, out, initializer);
        return layers.convolve(x, layers.reshaped(weights.weight(), out, in, 1, 1), weights.bias(), geometry(in, out));
    }

    /**
     * The same with each output channel multiplied by a trained factor, parameter {@code scale} (out, 1, 1): ConvNeXt's
     * layer scale (Touvron et al. 2021). Kernels are scaled instead of maps.
     *
     * @param start the factor's initial value
     */
    public SDVariable scaledPointwise(
            String layer, String scale, SDVariable x, int in, int out, double start, Initializer initializer) {
        SDVariable factor = layers.parameter(scale, new Initializer.Constant(start), out, 1, 1);
        Weights weights = weights(layer, in, out, initializer);
        SDVariable kernels = layers.shared(
                weights.weight().name() + "#scaled",
                () -> weights.weight().mul(factor.reshape(out, 1)).reshape(out, in, 1, 1));
        SDVariable shift = layers.shared(
                weights.bias().name() + "#scaled", () -> weights.bias().mul(factor.reshape(out)));
        return layers.convolve(x, kernels, shift, geometry(in, out));
    }

    /**
     * A linear layer with parameters {@code layer.weight} (out, in) and {@code layer.bias} (out).
     *
     * @param x shape (B, in)
     * @return shape (B, out)
     */
    public SDVariable linear(String layer, SDVariable x, int in, int out, Initializer initializer) {
        Weights weights = weights(layer, in, out, initializer);
        layers.count((long) in * out);
        return layers.graph().mmul(x, weights.weight(), false, true, false).add(weights.bias());
    }

    private Weights weights(String layer, int in, int out, Initializer initializer) {
        return new Weights(
                layers.parameter(layer + ".weight", initializer, out, in),
                layers.parameter(layer + ".bias", new Initializer.Constant(0), out));
    }

    private record Weights(SDVariable weight, SDVariable bias) {}

    private static Convolution geometry(int in, int out) {
        return Convolution.square(in, out, 1).withBias();
    }

    /**
     * Drops a residual branch for individual images in training, and rescales it for the others (Huang et al. 2016);
     * the identity in inference graphs.
     *
     * @param branch shape (B, ...) with {@code rank} dimensions
     */
    public SDVariable dropPath(SDVariable branch, double probability, int rank) {
        if (probability == 0 || layers.batchNormMode() == BatchNormMode.FOLDED) {
            return branch;
        }
        long[] shape = new long[rank - 1];
        Arrays.fill(shape, 1);
        SDVariable noise =
                layers.noise("drop-path-noise-" + layers.noiseInputs().size(), shape);
        SDVariable kept =
                noise.gte(probability).castTo(layers.parameters().type()).div(1 - probability);
        return sizedAs(branch, branch.mul(kept));
    }

    private SDVariable sizedAs(SDVariable x, SDVariable result) {
        return layers.isFeatureMap(x) ? layers.sized(result, layers.sizeOf(x)) : result;
    }
}
