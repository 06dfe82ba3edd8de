package org.wsol.engine.train;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.ParameterStore;

/**
 * A part of a training step outside the graph, without a gradient: clustering or sorting, for example. Before the
 * step's forward and backward pass it receives values of the graph's variables for the same batch, and returns values for
 * placeholders.
 */
@FunctionalInterface
public interface HostComputation {

    /**
     * The result; the caller frees the arrays.
     *
     * @param placeholders a value for every placeholder that was announced
     * @param state new values of arrays of the {@link ParameterStore}, taken over when the step is applied; a step that is
     *     only measured leaves them
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
     * @param values the variables that were asked for, by name; valid during the call
     * @param labels shape (B, K)
     * @param parameters the network with its state, not to be changed
     * @param random numbers that depend on the run's seed and the optimizer step alone
     */
    Result compute(Map<String, INDArray> values, INDArray labels, ParameterStore parameters, SplitMix64 random);
}
