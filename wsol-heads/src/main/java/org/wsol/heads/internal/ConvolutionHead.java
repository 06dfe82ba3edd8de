package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;

/**
 * A classifier of three convolutions: 3x3 and ReLU, 3x3 and ReLU, 1x1, all with bias; class scores are means of its maps.
 *
 * @param name parameters are {@code name.0}, {@code name.2} and {@code name.4}
 * @param in channels of the features
 * @param width channels between
 * @param classes maps that come out
 * @param initializer start values of the weights
 */
public record ConvolutionHead(String name, int in, int width, int classes, Initializer initializer) {

    /**
     * The maps.
     *
     * @param features shape (B, in, h, w)
     * @return shape (B, classes, h, w)
     */
    public SDVariable maps(Layers layers, SDVariable features) {
        SDVariable x = layers.relu(convolved(layers, "0", features, Convolution.square(in, width, 3)));
        x = layers.relu(convolved(layers, "2", x, Convolution.square(width, width, 3)));
        return convolved(layers, "4", x, Convolution.square(width, classes, 1));
    }

    private SDVariable convolved(Layers layers, String number, SDVariable x, Convolution geometry) {
        return layers.convolution(name + "." + number, x, geometry.withBias(), initializer);
    }
}
