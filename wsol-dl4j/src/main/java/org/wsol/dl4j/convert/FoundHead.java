package org.wsol.dl4j.convert;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.Head;

/**
 * The head of a network whose class scores are linear in its last feature map.
 *
 * @param layer the layer that holds the weights
 * @param featureLayer the vertex that gives the feature map
 * @param form in which order pooling and weighting stand
 * @param weight shape (K, C)
 * @param bias shape (K)
 * @param dropout probability with which values are dropped before the head
 */
public record FoundHead(
        String layer, String featureLayer, Head.Form form, INDArray weight, Optional<INDArray> bias, double dropout) {

    /** Number of classes. */
    public int classes() {
        return Math.toIntExact(weight.size(0));
    }

    /** The weight row-major. */
    public float[] weights() {
        return OwnParameters.floats(weight);
    }

    /** The bias, zeros where there is none. */
    public float[] biases() {
        return bias.map(OwnParameters::floats).orElseGet(() -> new float[classes()]);
    }
}
