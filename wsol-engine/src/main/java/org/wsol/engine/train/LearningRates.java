package org.wsol.engine.train;

import org.wsol.engine.graph.Backbone;

/** The learning rate of each parameter at one step. */
@FunctionalInterface
public interface LearningRates {

    /** The rate of a parameter. */
    double of(String parameterName);

    /** The backbone's head learns at {@code base * headRatio}, the rest at {@code base}. */
    static LearningRates groups(Backbone backbone, double base, double headRatio) {
        return name -> backbone.isHeadParameter(name) ? base * headRatio : base;
    }
}
