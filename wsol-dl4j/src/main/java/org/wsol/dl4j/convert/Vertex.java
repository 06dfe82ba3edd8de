package org.wsol.dl4j.convert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer or vertex of a Deeplearning4j network.
 *
 * @param name unique in the network
 * @param inputs names of the vertices or network inputs it takes
 * @param configuration a {@code conf.layers.Layer} or a {@code conf.graph.GraphVertex}, wrappers removed
 * @param preProcessor what changes the shape of a layer's input
 * @param parameters the network's own arrays by Deeplearning4j's names, empty where there are none
 * @param frozen whether the network keeps its parameters as they are in training
 */
public record Vertex(
        String name,
        List<String> inputs,
        Object configuration,
        Optional<InputPreProcessor> preProcessor,
        Map<String, INDArray> parameters,
        boolean frozen) {

    /** Copies the list of inputs; the parameters stay the network's. */
    public Vertex {
        inputs = List.copyOf(inputs);
    }

    /** What the network calls this kind of vertex: {@code ConvolutionLayer}. */
    public String type() {
        return configuration.getClass().getSimpleName();
    }

    /** The name with the characters SameDiff gives a meaning replaced. */
    String scope() {
        return name.replace(':', '_');
    }
}
