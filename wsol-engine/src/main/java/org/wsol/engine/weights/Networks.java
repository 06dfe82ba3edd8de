package org.wsol.engine.weights;

import java.util.LinkedHashSet;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraph;

/** Creates the parameters of a network without keeping a graph. */
public final class Networks {
    private Networks() {}

    /**
     * Creates and initialises every parameter and running statistic of a backbone and its head. Existing arrays of the
     * store are not changed.
     *
     * @param backbone the network
     * @param imageSize the images' size; parameters do not depend on it
     * @param store the store of the parameters
     */
    public static void initialize(Backbone backbone, ImageSize imageSize, ParameterStore store) {
        Layers layers = Layers.declaring(store);
        SDVariable images = layers.images("images", 3, imageSize);
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        backbone.head().logits(layers, features);
    }

    /**
     * Creates and initialises every parameter and all state that a method trains or needs for its maps; of the
     * backbone, only what the method uses. Existing arrays of the store are not changed.
     *
     * @param method the method; terms with weight 0 are omitted
     */
    public static void initialize(Backbone backbone, Method method, ImageSize imageSize, ParameterStore store) {
        Set<String> terms = new LinkedHashSet<>();
        method.terms().stream().filter(term -> term.weight() != 0).forEach(term -> terms.add(term.name()));
        TrainingGraph.createParameters(backbone, method, store, imageSize, terms);
        LocalizationGraph.createParameters(method, backbone, store, imageSize);
    }

    /** Creates only the parameters needed for scores and maps. Existing arrays of the store are not changed. */
    public static void initializeForInference(
            Backbone backbone, Localization inference, ImageSize imageSize, ParameterStore store) {
        LocalizationGraph.createParameters(inference, backbone, store, imageSize);
    }
}
