package org.wsol.engine.weights;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;

/** Makes the parameters of a network without keeping a graph. */
public final class Networks {
    private Networks() {}

    /**
     * Makes and initialises every parameter and running statistic of a backbone and its head. What the store already has
     * stays as it is.
     *
     * @param backbone the network
     * @param imageSize the images' size; parameters do not depend on it
     * @param store where parameters are made
     */
    public static void initialize(Backbone backbone, ImageSize imageSize, ParameterStore store) {
        Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FROZEN);
        SDVariable images = layers.images("images", 3, imageSize);
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        backbone.head().logits(layers, features);
    }
}
