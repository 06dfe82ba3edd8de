package org.wsol.engine.graph;

import java.util.List;

/**
 * A placeholder that expects numbers uniform in [0, 1), drawn anew for every step.
 *
 * @param name the placeholder's name
 * @param shape its shape behind the batch dimension, for example (1, H, W)
 */
public record NoiseInput(String name, List<Long> shape) {

    /** Copies the shape. */
    public NoiseInput {
        shape = List.copyOf(shape);
    }
}
