package org.wsol.engine.train;

import org.wsol.engine.graph.Backbone;
import org.wsol.engine.train.RateGroup.RateGrouping;

/** The learning rate of each parameter at one step. */
@FunctionalInterface
public interface LearningRates {

    /** The rate of a parameter. */
    double of(String parameterName);

    /**
     * The rates of a method's groups.
     *
     * @param base the rate the groups' factors stand before
     */
    static LearningRates of(Backbone backbone, Method method, RateGrouping grouping, double base, double headRatio) {
        return name ->
                base * method.rateGroup(backbone, name, grouping, headRatio).factor(name);
    }

    /** The backbone's head learns at {@code base * headRatio}, the rest at {@code base}. */
    static LearningRates groups(Backbone backbone, double base, double headRatio) {
        return name -> backbone.isHeadParameter(name) ? base * headRatio : base;
    }
}
