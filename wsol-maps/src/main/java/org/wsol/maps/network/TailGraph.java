package org.wsol.maps.network;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;

/** The network behind a stage: what the stage gives is an input, so that gradients by it need no pass through the trunk. */
record TailGraph(SameDiff graph) {
    static final String FEATURES = "features";
    static final String LOGITS = "logits";
    /** The placeholder for the derivative of a score by every class score (B, K). */
    static final String DERIVATIVE = "derivative";

    private static final String SCORE = "score";

    /**
     * Builds it.
     *
     * @param from number of stages in front
     * @param channels channels of what they give
     * @param size rows and columns of what they give
     */
    static TailGraph build(Backbone backbone, ParameterStore parameters, int from, int channels, ImageSize size) {
        Layers layers = new Layers(SameDiff.create(), parameters, BatchNormMode.FOLDED);
        SDVariable features = layers.images(FEATURES, channels, size);
        SDVariable last =
                backbone.apply(layers, features, from, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, last).rename(LOGITS);
        score(layers, logits, backbone.head().classes());
        return new TailGraph(layers.graph());
    }

    /** Makes the weighted sum of the class scores what is differentiated. */
    static void score(Layers layers, SDVariable logits, int classes) {
        SDVariable derivative =
                layers.graph().placeHolder(DERIVATIVE, layers.parameters().type(), -1, classes);
        logits.mul(derivative).sum().rename(SCORE);
        layers.graph().setLossVariables(SCORE);
    }

    GraphProgram scores() {
        return new GraphProgram(graph, List.of(LOGITS), List.of());
    }

    GraphProgram gradients() {
        return new GraphProgram(graph, List.of(LOGITS), List.of(FEATURES));
    }
}
