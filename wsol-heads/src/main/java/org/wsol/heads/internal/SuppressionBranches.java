package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/**
 * The map generator of BAS and the classifier behind it.
 *
 * @param name parameters of the generator are {@code name.map}
 * @param channels of the input features of both
 * @param classes number of classes K
 * @param initializer start values of the generator
 * @param tail the layers from the features to the non-negative class maps
 */
public record SuppressionBranches(String name, int channels, int classes, Initializer initializer, Stage.Body tail) {

    /** A map in (0, 1) for each class, shape (B, K, h, w). */
    public SDVariable generated(Layers layers, SDVariable features) {
        Convolution geometry = Convolution.square(channels, classes, 3).withBias();
        return layers.sigmoid(layers.convolution(name + ".map", features, geometry, initializer));
    }

    /** The classifier's maps, shape (B, K, h', w'). */
    public SDVariable classMaps(Layers layers, SDVariable features) {
        return tail.apply(layers, features);
    }
}
