package org.wsol.engine.train;

import java.util.Collection;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.RateGroup.RateGrouping;

/** Updates parameters in place from their gradients. Owns its state arrays; not safe for several threads. */
public interface Optimizer extends AutoCloseable {

    /**
     * Makes one step for every parameter that has a gradient.
     *
     * @param parameters float32 parameters, changed in place
     * @param gradients the result of a run of a training program
     * @param rates the learning rate of each parameter
     */
    void step(ParameterStore parameters, GraphResult gradients, LearningRates rates);

    /**
     * Creates the state of parameters that are about to have a gradient, as it is before their first step, so that
     * the replicas of a training whose shards exchange parameters have the same arrays. Existing state is kept. The
     * default does nothing: for optimizers without state.
     *
     * @param names the names of the parameters
     */
    default void prepare(ParameterStore parameters, Collection<String> names) {}

    /**
     * The state to save with a checkpoint, by name; the arrays belong to the optimizer and change with the next step.
     * Contains no entries for parameters that never had a gradient. If shards exchange parameters every few steps, all
     * arrays are replaced with means over the shards, so they must be float32 and averages of them must be meaningful.
     */
    Map<String, INDArray> state();

    /**
     * Restores copies of saved state.
     *
     * @param saved the result of {@link #state()}, with the same names
     */
    void restore(Map<String, INDArray> saved);

    @Override
    void close();

    /** The learning rate of each parameter at one step. */
    @FunctionalInterface
    interface LearningRates {

        /** The rate of a parameter. */
        double of(String parameterName);

        /**
         * The rates of a method's groups.
         *
         * @param base the base rate, which is multiplied by the groups' factors
         */
        static LearningRates of(
                Backbone backbone, Method method, RateGrouping grouping, double base, double headRatio) {
            return name ->
                    base * method.rateGroup(backbone, name, grouping, headRatio).factor(name);
        }

        /** The backbone's head learns at {@code base * headRatio}, the rest at {@code base}. */
        static LearningRates groups(Backbone backbone, double base, double headRatio) {
            return name -> backbone.isHeadParameter(name) ? base * headRatio : base;
        }
    }
}
