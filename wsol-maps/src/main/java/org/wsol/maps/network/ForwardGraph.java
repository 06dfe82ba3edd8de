package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.core.internal.Required;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.ParameterStore;

/**
 * The whole network forward, batch normalisation folded: images to the outputs of any stages, to class scores and to the
 * network's own map.
 *
 * @param localization the graph and the size of the network's own map
 * @param stages the output variable of each stage, by stage name, in order
 */
record ForwardGraph(LocalizationGraph localization, Map<String, SDVariable> stages) {

    static ForwardGraph build(
            Localization localization, Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Map<String, SDVariable> stages = new LinkedHashMap<>();
        LocalizationGraph graph = LocalizationGraph.build(
                localization, backbone, parameters, imageSize, new WantedClass.Given(), (stage, output) -> {
                    stages.put(stage, output);
                    return output;
                });
        return new ForwardGraph(graph, stages);
    }

    String variableOf(String stage) {
        return Required.value(stages, stage).name();
    }

    /** Class scores and the outputs of some stages. */
    GraphProgram program(List<String> wanted) {
        List<String> outputs = new ArrayList<>(List.of(LocalizationGraph.LOGITS));
        wanted.forEach(stage -> outputs.add(variableOf(stage)));
        return program(outputs.stream().distinct().toArray(String[]::new));
    }

    /** All outputs of the network for given classes, and the outputs of some stages. */
    GraphProgram everything(List<String> wanted) {
        List<String> outputs = new ArrayList<>(localization.program().outputs());
        wanted.forEach(stage -> outputs.add(variableOf(stage)));
        return program(outputs.stream().distinct().toArray(String[]::new));
    }

    /** The network's own map of given classes. */
    GraphProgram ownMap() {
        return program(new String[] {LocalizationGraph.CAM});
    }

    private GraphProgram program(String... outputs) {
        return new GraphProgram(localization.program().graph(), List.of(outputs), List.of());
    }
}
