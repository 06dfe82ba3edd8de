package org.wsol.engine.weights;

import java.util.List;

/**
 * A tensor of a weight file.
 *
 * @param name its name, as in the file
 * @param elementType its element type as the file calls it: {@code F32}
 * @param shape its extents; empty for a scalar
 */
public record TensorInfo(String name, String elementType, List<Long> shape) {

    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }
}
