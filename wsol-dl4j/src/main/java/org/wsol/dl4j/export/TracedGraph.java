package org.wsol.dl4j.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.nd4j.Graphs;

/**
 * A backbone's inference graph, which distinguishes values that depend on the images from constants.
 *
 * @param graph the graph
 * @param stages the stage names by output variable
 * @param features the last of these variables
 * @param sizes provides the rows and columns of maps
 */
record TracedGraph(SameDiff graph, Map<String, String> stages, String features, Layers sizes) {
    static final String IMAGES = "images";

    static TracedGraph of(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Layers layers = new Layers(Graphs.create(), parameters, BatchNormMode.FOLDED);
        SDVariable x = layers.images(IMAGES, 3, imageSize);
        Map<String, String> stages = new HashMap<>();
        for (Stage stage : backbone.stages()) {
            x = stage.apply(layers, x);
            stages.put(x.name(), stage.name());
        }
        return new TracedGraph(layers.graph(), stages, x.name(), layers);
    }

    /** The operations between the images and the features, in order. */
    List<SameDiffOp> operations() {
        Set<String> needed = new HashSet<>(Set.of(features));
        List<SameDiffOp> all = new ArrayList<>(graph.getOps().values());
        List<SameDiffOp> chosen = new ArrayList<>();
        Set<String> dynamic = dynamic(all);
        for (int i = all.size() - 1; i >= 0; i--) {
            SameDiffOp operation = all.get(i);
            boolean wanted = operation.getOutputsOfOp().stream().anyMatch(needed::contains);
            if (wanted && operation.getOutputsOfOp().stream().anyMatch(dynamic::contains)) {
                chosen.add(0, operation);
                needed.addAll(
                        Composites.isComposite(operation) ? Composites.inputs(operation) : operation.getInputsToOp());
            }
        }
        return chosen;
    }

    private static Set<String> dynamic(List<SameDiffOp> operations) {
        Set<String> dynamic = new HashSet<>(Set.of(IMAGES));
        for (SameDiffOp operation : operations) {
            if (operation.getInputsToOp().stream().anyMatch(dynamic::contains)) {
                dynamic.addAll(operation.getOutputsOfOp());
            }
        }
        return dynamic;
    }

    /** Rows and columns of a map. */
    ImageSize sizeOf(String variable) {
        return sizes.sizeOf(graph.getVariable(variable));
    }

    /** The value of a variable that does not depend on the images. */
    INDArray value(String variable) {
        return graph.getVariable(variable).eval();
    }
}
