package org.wsol.dl4j.export;

import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;

/** A Deeplearning4j graph that reaches as far as a backbone's features, to be completed. */
public final class DraftedGraph {
    private final GraphDraft draft;
    private final String features;

    private DraftedGraph(GraphDraft draft, String features) {
        this.draft = draft;
        this.features = features;
    }

    /**
     * Translates a backbone's inference graph.
     *
     * @param reserved names that no stage or operation may take
     * @throws org.wsol.core.InvalidInputException naming all operations that Deeplearning4j has no layer for
     */
    public static DraftedGraph of(
            Backbone backbone, ParameterStore parameters, ImageSize imageSize, Set<String> reserved) {
        GraphDraft draft = new GraphDraft(TracedGraph.IMAGES, imageSize, reserved);
        TracedGraph traced = TracedGraph.of(backbone, parameters, imageSize);
        return new DraftedGraph(draft, new Translator(traced, draft).translate());
    }

    /** The vertex that gives the feature map. */
    public String features() {
        return features;
    }

    /**
     * Adds a layer.
     *
     * @param wanted a reserved name, or one that need not be free
     * @param values parameters under Deeplearning4j's names
     * @return the layer's name: the wanted one, or one like it where that is taken
     */
    public String layer(String wanted, Layer layer, Map<String, INDArray> values, String input) {
        return draft.isReserved(wanted)
                ? draft.add(wanted, layer, values, input)
                : draft.layer(wanted, layer, values, input);
    }

    /** The finished graph. */
    public ComputationGraph build(String output) {
        return draft.build(output);
    }
}
