package org.wsol.backbones;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;

/**
 * The block of EfficientNet and MobileNetV3: expand, filter each channel, squeeze and excite, project; with a residual
 * connection if shapes allow. Parameters are {@code name.block.N}, numbered over the layers present.
 *
 * @param name the stage's name
 * @param in channels in
 * @param hidden hidden channels; no expansion if equal to {@code in}
 * @param out channels out
 * @param kernel side of the filter
 * @param stride step of the filter
 * @param squeezed hidden channels of squeeze-and-excitation, 0 for none
 * @param dropPath probability of dropping the branch in training
 * @param style the settings shared by all blocks of the network
 */
record InvertedResidual(
        String name, int in, int hidden, int out, int kernel, int stride, int squeezed, double dropPath, Style style) {
    private static final Initializer WEIGHTS = new Initializer.HeFanOut();

    /**
     * The settings shared by the blocks of a network.
     *
     * @param activation activation after expansion and filter
     * @param inner activation inside squeeze-and-excitation
     * @param gate activation at its end
     * @param epsilon of batch normalisation
     * @param momentum of its running statistics
     */
    record Style(Nonlinearity activation, Nonlinearity inner, Nonlinearity gate, double epsilon, double momentum) {

        /** The same with another activation. */
        Style withActivation(Nonlinearity other) {
            return new Style(other, inner, gate, epsilon, momentum);
        }

        /** A convolution {@code name.0}, its batch normalisation {@code name.1} and an activation, if any. */
        SDVariable unit(Layers layers, String name, SDVariable x, Convolution geometry, Optional<Nonlinearity> behind) {
            SDVariable y =
                    layers.convolutionBatchNorm(name + ".0", name + ".1", x, geometry, epsilon, WEIGHTS, momentum);
            return behind.isPresent() ? behind.get().apply(layers, y) : y;
        }
    }

    SDVariable apply(Layers layers, SDVariable x) {
        Optional<Nonlinearity> activation = Optional.of(style.activation());
        int part = 0;
        SDVariable y = x;
        if (hidden != in) {
            y = style.unit(layers, part(part++), y, Convolution.square(in, hidden, 1), activation);
        }
        y = style.unit(layers, part(part++), y, Convolution.depthwise(hidden, kernel, stride), activation);
        if (squeezed > 0) {
            SqueezeExcitation excitation =
                    new SqueezeExcitation(part(part++), hidden, squeezed, style.inner(), style.gate(), WEIGHTS);
            y = excitation.apply(layers, y);
        }
        y = style.unit(layers, part(part), y, Convolution.square(hidden, out, 1), Optional.empty());
        return stride == 1 && in == out ? layers.add(x, new ChannelLayers(layers).dropPath(y, dropPath, 4)) : y;
    }

    private String part(int index) {
        return name + ".block." + index;
    }

    /**
     * Squeeze-and-excitation (Hu et al. 2018): every channel is multiplied by a factor computed from the means of all
     * channels by two small layers, {@code fc1} and {@code fc2}.
     *
     * @param name prefix of its parameter names
     * @param channels channels in and out
     * @param squeezed channels between the two layers
     * @param inner activation after the first layer
     * @param gate activation that converts the second layer's output to factors
     * @param weights initial weights
     */
    record SqueezeExcitation(
            String name, int channels, int squeezed, Nonlinearity inner, Nonlinearity gate, Initializer weights) {

        SDVariable apply(Layers layers, SDVariable x) {
            ChannelLayers channelLayers = new ChannelLayers(layers);
            SDVariable means = channelLayers.globalMean(x, channels);
            Convolution reduce = Convolution.square(channels, squeezed, 1).withBias();
            Convolution expand = Convolution.square(squeezed, channels, 1).withBias();
            SDVariable y = inner.apply(layers, layers.convolution(name + ".fc1", means, reduce, weights));
            SDVariable factors = gate.apply(layers, layers.convolution(name + ".fc2", y, expand, weights));
            return channelLayers.scale(x, factors);
        }
    }
}
