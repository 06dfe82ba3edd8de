package org.wsol.engine.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A named part of a backbone. It owns its parameters by name, so applying it twice shares them.
 *
 * @param name unique within the backbone; what {@code dropout.point} in an experiment refers to
 * @param body adds the stage to a graph
 */
public record Stage(String name, Body body) {

    /** Adds a stage to a graph: (B, C, H, W) in, (B, C', H', W') out. */
    @FunctionalInterface
    public interface Body {
        /** Adds the operations and gives the result. */
        SDVariable apply(Layers layers, SDVariable x);
    }

    /** Adds the stage to a graph. */
    public SDVariable apply(Layers layers, SDVariable x) {
        return body.apply(layers, x);
    }
}
