package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.core.internal.Required;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.nd4j.Graphs;
import org.wsol.engine.train.HostSide.HostInput;

/**
 * One network with one method and a fixed set of active loss terms as a SameDiff graph.
 *
 * @param program the graph with the values and gradients a training step needs
 * @param termVariables the variable of each built term's unweighted value, by term name
 * @param logits the variable of the class scores
 * @param noiseInputs the placeholders for random numbers
 * @param statisticUpdates the running statistics to update after the step, in order
 * @param hostInputs what is computed outside the graph before a step, in order
 */
public record TrainingGraph(
        GraphProgram program,
        Map<String, String> termVariables,
        String logits,
        List<NoiseInput> noiseInputs,
        List<StatisticUpdate> statisticUpdates,
        List<HostInput> hostInputs) {
    /** The placeholder for images (B, 3, H, W). */
    public static final String IMAGES = "images";
    /** The placeholder for labels (B, K), one-hot or mixed. */
    public static final String LABELS = "labels";
    /** The variable of the weighted sum of active terms. */
    public static final String TOTAL = "loss";

    /**
     * Builds the graph.
     *
     * @param active the terms that make up the total
     * @param observed terms that are computed but not part of the total
     */
    public static TrainingGraph build(
            Backbone backbone,
            Method method,
            ParameterStore parameters,
            ImageSize imageSize,
            BatchNormMode batchNorm,
            Set<String> active,
            Set<String> observed) {
        Layers layers = new Layers(Graphs.create(), parameters, batchNorm);
        Set<String> wanted = new LinkedHashSet<>(active);
        wanted.addAll(observed);
        TrainingGraphBuilder builder = built(layers, backbone, method, imageSize, wanted);
        SameDiff graph = layers.graph();
        Map<String, SDVariable> terms = builder.terms();
        total(method, active, terms).rename(TOTAL);
        graph.setLossVariables(TOTAL);
        Map<String, String> termVariables = new TreeMap<>();
        terms.forEach((name, variable) -> termVariables.put(name, variable.name()));
        return new TrainingGraph(
                program(
                        graph,
                        parameters,
                        layers,
                        termVariables,
                        builder.logits().name()),
                Map.copyOf(termVariables),
                builder.logits().name(),
                layers.noiseInputs(),
                layers.statisticUpdates(),
                builder.hostInputs());
    }

    /**
     * Creates the parameters that training needs, without a graph. Existing arrays of the store are not changed.
     *
     * @param wanted the terms whose parameters are needed
     */
    public static void createParameters(
            Backbone backbone, Method method, ParameterStore parameters, ImageSize imageSize, Set<String> wanted) {
        built(Layers.declaring(parameters), backbone, method, imageSize, wanted);
    }

    /**
     * Multiply-adds of the convolutions and linear layers in the forward pass of training, for one image, including a
     * method's own head and second branches.
     *
     * @param active the terms that make up the total
     */
    public static long multiplyAdds(Backbone backbone, Method method, ImageSize imageSize, Set<String> active) {
        try (ParameterStore shapes = ParameterStore.ofShapes()) {
            return built(Layers.declaring(shapes), backbone, method, imageSize, active)
                    .layers()
                    .multiplyAdds();
        }
    }

    private static TrainingGraphBuilder built(
            Layers layers, Backbone backbone, Method method, ImageSize imageSize, Set<String> wanted) {
        SDVariable images = layers.images(IMAGES, 3, imageSize);
        SDVariable labels = layers.graph()
                .placeHolder(
                        LABELS, layers.parameters().type(), -1, backbone.head().classes());
        TrainingGraphBuilder builder = new TrainingGraphBuilder(layers, backbone, images, labels, wanted);
        method.build(builder);
        return builder;
    }

    private static SDVariable total(Method method, Set<String> active, Map<String, SDVariable> terms) {
        SDVariable total = null;
        for (LossTerm term : method.terms()) {
            if (active.contains(term.name())) {
                SDVariable weighted = Required.value(terms, term.name()).mul(term.weight());
                total = total == null ? weighted : total.add(weighted);
            }
        }
        if (total == null) {
            throw new IllegalArgumentException("a training graph needs at least one active term");
        }
        return total;
    }

    private static GraphProgram program(
            SameDiff graph, ParameterStore parameters, Layers layers, Map<String, String> terms, String logits) {
        Set<String> outputs = new LinkedHashSet<>(terms.values());
        outputs.add(TOTAL);
        outputs.add(logits);
        for (StatisticUpdate update : layers.statisticUpdates()) {
            outputs.add(update.batchMean());
            outputs.add(update.batchVariance());
        }
        Set<String> reached = GradientPaths.from(graph, TOTAL);
        List<String> gradients = new ArrayList<>();
        for (String name : parameters.trainableNames()) {
            if (reached.contains(name)) {
                gradients.add(name);
            }
        }
        return new GraphProgram(graph, List.copyOf(outputs), gradients);
    }
}
