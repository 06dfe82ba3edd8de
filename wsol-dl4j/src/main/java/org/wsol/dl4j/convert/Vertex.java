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
 * @param inputs names of its input vertices or network inputs
 * @param configuration a {@code conf.layers.Layer} or a {@code conf.graph.GraphVertex}, wrappers removed
 * @param preProcessor changes the shape of a layer's input
 * @param parameters the network's own arrays by Deeplearning4j's names, empty if there are none
 * @param frozen whether its parameters are frozen in training
 */
public record Vertex(
        String name,
        List<String> inputs,
        Object configuration,
        Optional<InputPreProcessor> preProcessor,
        Map<String, INDArray> parameters,
        boolean frozen) {

    /** Copies the list of inputs; the parameters are shared with the network. */
    public Vertex {
        inputs = List.copyOf(inputs);
    }

    /** The type name of the vertex: {@code ConvolutionLayer}. */
    public String type() {
        return configuration.getClass().getSimpleName();
    }

    /** The name with characters that are special in SameDiff replaced. */
    String scope() {
        return name.replace(':', '_');
    }
}
