package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage;

/**
 * The whole network forward, batch normalisation folded: images to the outputs of any stages and to class scores.
 *
 * @param graph the graph
 * @param stageVariables the variable each stage gives, by stage name, in order
 */
record ForwardGraph(SameDiff graph, Map<String, String> stageVariables) {
    static final String IMAGES = "images";
    static final String LOGITS = "logits";

    static ForwardGraph build(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Layers layers = new Layers(SameDiff.create(), parameters, BatchNormMode.FOLDED);
        Map<String, String> variables = new LinkedHashMap<>();
        SDVariable x = layers.images(IMAGES, 3, imageSize);
        for (Stage stage : backbone.stages()) {
            x = stage.apply(layers, x);
            variables.put(stage.name(), x.name());
        }
        backbone.head().logits(layers, x).rename(LOGITS);
        return new ForwardGraph(layers.graph(), variables);
    }

    /** Class scores and the outputs of some stages. */
    GraphProgram program(List<String> stages) {
        List<String> outputs = new ArrayList<>(List.of(LOGITS));
        stages.forEach(stage -> outputs.add(stageVariables.get(stage)));
        return new GraphProgram(graph, outputs.stream().distinct().toList(), List.of());
    }
}
