package org.wsol.engine.graph;

import java.util.List;

/**
 * A placeholder that expects numbers uniform in [0, 1), drawn again for every step.
 *
 * @param name the placeholder's name, which is also the name of its random stream
 * @param shape its shape, for example (1, H, W); without the batch dimension if {@code perImage}, else the whole shape,
 *     () for a single number
 * @param perImage whether every image of the batch has its own numbers
 */
public record NoiseInput(String name, List<Long> shape, boolean perImage) {

    /** Copies the shape. */
    public NoiseInput {
        shape = List.copyOf(shape);
    }

    /** The shape of one step's numbers. */
    public long[] shapeFor(int images) {
        int lead = perImage ? 1 : 0;
        long[] whole = new long[shape.size() + lead];
        if (perImage) {
            whole[0] = images;
        }
        for (int i = 0; i < shape.size(); i++) {
            whole[lead + i] = shape.get(i);
        }
        return whole;
    }
}
