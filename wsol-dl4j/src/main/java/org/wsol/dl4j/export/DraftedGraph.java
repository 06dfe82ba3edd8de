package org.wsol.dl4j.export;

import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;

/** An incomplete Deeplearning4j graph up to a backbone's features. */
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
     * @param reserved names that stages and operations must not use
     * @throws org.wsol.core.InvalidInputException naming all operations without a Deeplearning4j layer
     */
    public static DraftedGraph of(
            Backbone backbone, ParameterStore parameters, ImageSize imageSize, Set<String> reserved) {
        GraphDraft draft = new GraphDraft(TracedGraph.IMAGES, imageSize, reserved);
        TracedGraph traced = TracedGraph.of(backbone, parameters, imageSize);
        return new DraftedGraph(draft, new Translator(traced, draft).translate());
    }

    /** The vertex of the feature map. */
    public String features() {
        return features;
    }

    /**
     * Adds a layer.
     *
     * @param wanted the requested name, reserved or not
     * @param values parameters under Deeplearning4j's names
     * @return the layer's name: the requested name, or a similar one if it is used
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
