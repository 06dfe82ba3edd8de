package org.wsol.dl4j.export;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.wsol.core.ImageSize;

/** A builder of a Deeplearning4j graph: layers with their parameters, by name. For one graph only. */
final class GraphDraft {
    /** A small value, so that continued training does not change the trained network abruptly. */
    private static final double LEARNING_RATE = 1e-4;

    private final GraphBuilder graph;
    private final Map<String, Map<String, INDArray>> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();

    private final Set<String> reserved;

    /**
     * Creates an empty graph.
     *
     * @param reserved names that can be used once unchanged; other requests for them get a different name
     */
    GraphDraft(String input, ImageSize imageSize, Set<String> reserved) {
        this.reserved = Set.copyOf(reserved);
        graph = new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .updater(new Adam(LEARNING_RATE))
                .graphBuilder()
                .addInputs(input)
                .setInputTypes(InputType.convolutional(imageSize.height(), imageSize.width(), 3));
        taken.put(input, 1);
    }

    /** An unused name like the requested one. */
    String free(String wanted) {
        if (reserved.contains(wanted)) {
            return free("stage-" + wanted);
        }
        int times = taken.merge(wanted, 1, Integer::sum);
        return times == 1 ? wanted : free(wanted + "-" + times);
    }

    /** Adds a layer with its parameters under Deeplearning4j's names; returns its name. */
    String layer(String wanted, Layer layer, Map<String, INDArray> values, String input) {
        return add(free(wanted), layer, values, input);
    }

    /** Adds a layer without parameters. */
    String layer(String wanted, Layer layer, String input) {
        return layer(wanted, layer, Map.of(), input);
    }

    boolean isReserved(String name) {
        return reserved.contains(name);
    }

    /** Adds a layer with a reserved name; returns the name. */
    String add(String name, Layer layer, Map<String, INDArray> values, String input) {
        graph.addLayer(name, layer, input);
        parameters.put(name, values);
        return name;
    }

    /**
     * Adds a vertex; inputs may be repeated. For a repeated input, Deeplearning4j adds all following vertices twice to
     * its topological order, so the order doubles with every such vertex. A repeated input is therefore passed through
     * an additional vertex.
     */
    String vertex(String wanted, GraphVertex vertex, String... inputs) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String input : inputs) {
            distinct.add(distinct.contains(input) ? vertex(wanted + "-again", new ScaleVertex(1), input) : input);
        }
        String name = free(wanted);
        graph.addVertex(name, vertex, distinct.toArray(new String[0]));
        return name;
    }

    /** The finished graph. */
    ComputationGraph build(String output) {
        ComputationGraph net = new ComputationGraph(graph.setOutputs(output).build());
        net.init();
        parameters.forEach((layer, values) ->
                values.forEach((name, array) -> net.getLayer(layer).setParam(name, array)));
        return net;
    }
}
