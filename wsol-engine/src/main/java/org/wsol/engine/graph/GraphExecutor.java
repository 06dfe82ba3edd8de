package org.wsol.engine.graph;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link GraphProgram}. Variables are read from the graph at every run, so in-place updates take effect. Not
 * safe for several threads; closing frees everything the executor holds, but neither the graph nor its variables.
 */
public interface GraphExecutor extends AutoCloseable {

    /**
     * Runs forward, and backward if gradients are requested.
     *
     * @param placeholders a value for every placeholder the program needs
     * @return arrays that are valid until the next run
     * @throws IllegalArgumentException if a placeholder has no value or a value of another shape
     * @throws IllegalStateException if the executor was closed, or is in use by another thread
     */
    GraphResult run(Map<String, INDArray> placeholders);

    @Override
    void close();
}
