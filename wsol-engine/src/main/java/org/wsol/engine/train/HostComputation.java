package org.wsol.engine.train;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.ParameterStore;

/**
 * A computation of a training step outside the graph, without gradient, for example clustering or sorting. Before the
 * step's forward and backward pass it receives values of the graph's variables for the same batch, and returns values
 * for placeholders.
 */
@FunctionalInterface
public interface HostComputation {

    /**
     * The result; the caller frees the arrays.
     *
     * @param placeholders a value for every placeholder that was announced
     * @param state new values for arrays of the {@link ParameterStore}, stored when the step is applied; a step that is
     *     only measured does not change them
     */
    record Result(Map<String, INDArray> placeholders, Map<String, INDArray> state) {

        /** Copies the maps. */
        public Result {
            placeholders = Map.copyOf(placeholders);
            state = Map.copyOf(state);
        }
    }

    /**
     * Computes.
     *
     * @param values the requested variables by name; valid during the call
     * @param labels shape (B, K)
     * @param parameters the network with its state; must not be changed
     * @param random random numbers that depend only on the run's seed and the optimizer step
     */
    Result compute(Map<String, INDArray> values, INDArray labels, ParameterStore parameters, SplitMix64 random);
}
