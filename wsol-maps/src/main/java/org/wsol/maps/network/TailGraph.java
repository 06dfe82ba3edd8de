package org.wsol.maps.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.ParameterStore;

/**
 * The network after a stage: the stage's output is an input, so that gradients with respect to it need no pass through
 * the trunk. A transformer's class token is not part of the map, so transformers also need the images.
 *
 * @param graph from stage to class scores
 * @param readsImages whether class scores also depend on the images themselves
 */
record TailGraph(SameDiff graph, boolean readsImages) {
    static final String FEATURES = "features";
    /** The placeholder for the derivative of a score with respect to every class score (B, K). */
    static final String DERIVATIVE = "derivative";

    private static final String SCORE = "score";

    /**
     * Builds the graph.
     *
     * @param behind name of the stage
     * @param shape the shape of the stage's output, (B, C, h, w) for any B
     * @throws InvalidInputException if the class scores do not depend on it
     */
    static TailGraph build(
            Localization localization,
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            String behind,
            long[] shape) {
        LocalizationGraph whole = LocalizationGraph.build(
                localization,
                backbone,
                parameters,
                imageSize,
                new WantedClass.Given(),
                (stage, output) -> stage.equals(behind)
                        ? output.getSameDiff()
                                .placeHolder(FEATURES, parameters.type(), -1, shape[1], shape[2], shape[3])
                        : output);
        SameDiff graph = whole.program().graph();
        score(graph, backbone.head().classes());
        Set<String> read = read(graph, LocalizationGraph.LOGITS);
        if (!read.contains(FEATURES)) {
            throw new InvalidInputException("the class scores of backbone " + backbone.name()
                    + " do not depend on the map of stage '" + behind + "'; name an earlier stage");
        }
        return new TailGraph(graph, read.contains(LocalizationGraph.IMAGES));
    }

    /** All variables from which a variable is computed. */
    private static Set<String> read(SameDiff graph, String result) {
        Deque<String> open = new ArrayDeque<>(List.of(result));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String name = open.pop();
            DifferentialFunction maker = graph.getVariableOutputOp(name);
            if (seen.add(name) && maker != null) {
                open.addAll(List.of(graph.getInputsForOp(maker)));
            }
        }
        return seen;
    }

    /** Sets the weighted sum of the class scores as the loss. */
    static void score(SameDiff graph, int classes) {
        SDVariable logits = graph.getVariable(LocalizationGraph.LOGITS);
        SDVariable derivative = graph.placeHolder(DERIVATIVE, logits.dataType(), -1, classes);
        logits.mul(derivative).sum().rename(SCORE);
        graph.setLossVariables(SCORE);
    }

    GraphProgram scores() {
        return new GraphProgram(graph, List.of(LocalizationGraph.LOGITS), List.of());
    }

    GraphProgram gradients() {
        return new GraphProgram(graph, List.of(LocalizationGraph.LOGITS), List.of(FEATURES));
    }
}
