package org.wsol.engine.graph;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of one run. They belong to the executor and are valid until its next run.
 *
 * @param outputs values by variable name
 * @param gradients gradients by variable name
 */
public record GraphResult(Map<String, INDArray> outputs, Map<String, INDArray> gradients) {

    /**
     * The value of a requested variable.
     *
     * @throws IllegalArgumentException if it was not requested
     */
    public INDArray output(String name) {
        return find(outputs, name);
    }

    /**
     * The gradient with respect to a requested variable, in its shape.
     *
     * @throws IllegalArgumentException if it was not requested
     */
    public INDArray gradient(String name) {
        return find(gradients, name);
    }

    private static INDArray find(Map<String, INDArray> arrays, String name) {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("'" + name + "' was not requested; available: " + arrays.keySet());
        }
        return array;
    }
}
