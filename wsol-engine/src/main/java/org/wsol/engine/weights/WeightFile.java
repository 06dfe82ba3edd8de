package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An open file of named tensors, with torchvision's names and PyTorch's axis order, independent of the file's format.
 * Not safe for several threads.
 */
public interface WeightFile extends AutoCloseable {

    /** The file. */
    Path path();

    /** All tensors, in the file's order. */
    Collection<TensorInfo> tensors();

    /** The tensor of that name. */
    Optional<TensorInfo> find(String name);

    /**
     * The values of a tensor, row-major, converted to float32.
     *
     * @throws org.wsol.core.InvalidInputException if there is no such tensor or its values cannot be read
     */
    float[] read(String name);

    /** Notes about how the file was read: wrappers and prefixes that were removed. */
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();

    /**
     * A tensor of a weight file.
     *
     * @param name its name, as in the file
     * @param elementType its element type as the file calls it: {@code F32}
     * @param shape its extents; empty for a scalar
     */
    record TensorInfo(String name, String elementType, List<Long> shape) {

        /** Copies the shape. */
        public TensorInfo {
            shape = List.copyOf(shape);
        }
    }
}
