package org.wsol.backbones;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;

/**
 * Squeeze-and-excitation (Hu et al. 2018): every channel times a number that two small layers, {@code fc1} and {@code fc2},
 * find from the means of all channels.
 *
 * @param name beginning of its parameters' names
 * @param channels channels in and out
 * @param squeezed channels between the two layers
 * @param inner what is behind the first layer
 * @param gate what makes a factor of the second layer's result
 * @param weights start values
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
