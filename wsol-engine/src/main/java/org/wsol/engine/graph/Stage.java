package org.wsol.engine.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A named part of a backbone. Its parameters are identified by name, so applying it twice shares them.
 *
 * @param name unique within the backbone; what {@code dropout.point} in an experiment refers to
 * @param body adds the stage to a graph
 */
public record Stage(String name, Body body) {

    /** Adds a stage to a graph: (B, C, H, W) in, (B, C', H', W') out. */
    @FunctionalInterface
    public interface Body {
        /** Adds the operations and returns the result. */
        SDVariable apply(Layers layers, SDVariable x);
    }

    /** Adds the stage to a graph. */
    public SDVariable apply(Layers layers, SDVariable x) {
        return body.apply(layers, x);
    }

    /**
     * Receives the output of every stage that a graph applies, and may replace it, either by its sum with a zero
     * placeholder, which allows gradients with respect to the stage, or by a placeholder. The sizes must not change.
     */
    @FunctionalInterface
    public interface StageProbe {
        /** Changes nothing. */
        StageProbe NONE = (stage, output) -> output;

        /**
         * Called after a stage was applied.
         *
         * @param stage the stage's name
         * @param output its output, shape (B, C, H, W)
         * @return the input of the next stage, of the same shape
         */
        SDVariable seen(String stage, SDVariable output);

        /**
         * Called after every ReLU and ReLU6.
         *
         * @param output its result
         * @return the value the network continues with, of the same shape
         */
        default SDVariable rectified(SDVariable output) {
            return output;
        }

        /**
         * Called after every convolution with a bias, which includes folded batch normalisation.
         *
         * @param output shape (B, C, H, W)
         * @param bias shape (C)
         */
        default void convolved(SDVariable output, SDVariable bias) {}

        /**
         * Called after the softmax of every attention.
         *
         * @param attention the attention weights, shape (B, heads, T, T), every row summing to 1, the class token first
         */
        default void attended(SDVariable attention) {}
    }
}
