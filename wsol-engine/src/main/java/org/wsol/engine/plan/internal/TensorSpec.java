package org.wsol.engine.plan.internal;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Element type and shape of one value of a graph.
 *
 * @param type element type
 * @param shape extents, empty for a scalar
 */
public record TensorSpec(DataType type, long[] shape) {

    /** Copies the shape. */
    public TensorSpec {
        shape = shape.clone();
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Extent of one dimension. */
    public long extent(int dimension) {
        return shape[dimension];
    }

    /** Number of elements. */
    public long length() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Strides in elements of the dense row-major arrangement. */
    public long[] denseStrides() {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    /** Whether both have the same extents, independent of their types. */
    public boolean sameShape(TensorSpec other) {
        return Arrays.equals(shape, other.shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorSpec spec && spec.type == type && Arrays.equals(spec.shape, shape);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(shape));
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
