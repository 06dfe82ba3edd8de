package org.wsol.dl4j.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;

/**
 * A Deeplearning4j network as a list of vertices in the order they are computed.
 *
 * @param input name of the image input
 * @param vertices by name, each after its inputs
 * @param output name of the vertex of class scores
 */
public record SourceNetwork(String input, Map<String, Vertex> vertices, String output) {
    private static final String ONLY_INPUT = "input";

    /**
     * A graph; the first output is used.
     *
     * @throws InvalidInputException if it has several inputs
     */
    public static SourceNetwork of(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        if (configuration.getNetworkInputs().size() != 1) {
            throw new InvalidInputException("a backbone has one image input; this graph has the inputs "
                    + String.join(", ", configuration.getNetworkInputs()));
        }
        String input = configuration.getNetworkInputs().get(0);
        Map<String, Vertex> vertices = new LinkedHashMap<>();
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            if (!name.equals(input)) {
                vertices.put(name, vertex(graph, name));
            }
        }
        return new SourceNetwork(
                input, vertices, configuration.getNetworkOutputs().get(0));
    }

    private static Vertex vertex(ComputationGraph graph, String name) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        List<String> inputs = Required.value(configuration.getVertexInputs(), name);
        GraphVertex vertex = Required.value(configuration.getVertices(), name);
        boolean frozen = false;
        if (vertex instanceof FrozenVertex wrapper) {
            vertex = wrapper.getUnderlying();
            frozen = true;
        }
        if (vertex instanceof LayerVertex layer) {
            return layer(
                    name,
                    inputs,
                    layer.getLayerConf().getLayer(),
                    Optional.ofNullable(layer.getPreProcessor()),
                    graph.getLayer(name),
                    frozen);
        }
        return new Vertex(name, inputs, vertex, Optional.empty(), Map.of(), frozen);
    }

    /** A sequential network. */
    public static SourceNetwork of(MultiLayerNetwork network) {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        Map<String, Vertex> vertices = new LinkedHashMap<>();
        List<String> names = names(network);
        String before = ONLY_INPUT;
        for (int i = 0; i < network.getnLayers(); i++) {
            vertices.put(
                    names.get(i),
                    layer(
                            names.get(i),
                            List.of(before),
                            configuration.getConf(i).getLayer(),
                            Optional.ofNullable(configuration.getInputPreProcess(i)),
                            network.getLayer(i),
                            false));
            before = names.get(i);
        }
        return new SourceNetwork(ONLY_INPUT, vertices, before);
    }

    /** The layers' own names if they have any, else {@code layer0}, {@code layer1} and so on. */
    private static List<String> names(MultiLayerNetwork network) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>(Set.of(ONLY_INPUT));
        for (int i = 0; i < network.getnLayers(); i++) {
            String own =
                    network.getLayerWiseConfigurations().getConf(i).getLayer().getLayerName();
            String name = own == null || taken.contains(own) ? "layer" + i : own;
            taken.add(name);
            names.add(name);
        }
        return names;
    }

    private static Vertex layer(
            String name,
            List<String> inputs,
            Layer configuration,
            Optional<org.deeplearning4j.nn.conf.InputPreProcessor> preProcessor,
            org.deeplearning4j.nn.api.Layer layer,
            boolean frozen) {
        Map<String, INDArray> table = layer.paramTable();
        Map<String, INDArray> parameters = table == null ? Map.of() : table;
        if (configuration instanceof FrozenLayer wrapper) {
            return new Vertex(name, inputs, wrapper.getLayer(), preProcessor, parameters, true);
        }
        if (configuration instanceof FrozenLayerWithBackprop wrapper) {
            return new Vertex(name, inputs, wrapper.getUnderlying(), preProcessor, parameters, true);
        }
        return new Vertex(name, inputs, configuration, preProcessor, parameters, frozen);
    }

    /** The vertices that need the named one's result directly. */
    List<Vertex> readersOf(String name) {
        return vertices.values().stream()
                .filter(vertex -> vertex.inputs().contains(name))
                .toList();
    }

    /** The named vertex and all its dependencies, in the order of computation. */
    List<Vertex> upTo(String name) {
        Set<String> needed = new HashSet<>(Set.of(name));
        List<Vertex> all = new ArrayList<>(vertices.values());
        List<Vertex> chosen = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (needed.contains(all.get(i).name())) {
                chosen.add(0, all.get(i));
                needed.addAll(all.get(i).inputs());
            }
        }
        return chosen;
    }
}
