package org.wsol.backbones;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.nd4j.Activation;

/** The activation functions of the networks here, as PyTorch defines them. */
enum Nonlinearity {
    RELU {
        @Override
        SDVariable apply(Layers layers, SDVariable x) {
            return layers.relu(x);
        }
    },
    SILU {
        @Override
        SDVariable apply(Layers layers, SDVariable x) {
            return new ChannelLayers(layers).activation(Activation.Function.SILU, x);
        }
    },
    HARD_SWISH {
        @Override
        SDVariable apply(Layers layers, SDVariable x) {
            return new ChannelLayers(layers).activation(Activation.Function.HARD_SWISH, x);
        }
    },
    SIGMOID {
        @Override
        SDVariable apply(Layers layers, SDVariable x) {
            return new ChannelLayers(layers).sigmoid(x);
        }
    },
    HARD_SIGMOID {
        @Override
        SDVariable apply(Layers layers, SDVariable x) {
            return new ChannelLayers(layers).activation(Activation.Function.HARD_SIGMOID, x);
        }
    };

    abstract SDVariable apply(Layers layers, SDVariable x);
}
