package org.wsol.engine.weights;

import java.util.List;

/** The values of a restricted pickle besides texts, numbers, truth values, lists and maps. */
final class Pickle {
    private Pickle() {}

    /** Python's {@code None}. */
    enum None {
        NONE
    }

    /** A function or class that a pickle names; only those of {@link PickleCalls} are accepted. */
    record Name(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /**
     * A storage: consecutive values, shared by the tensors that are views of it.
     *
     * @param key its key in the file
     * @param type element type
     * @param count number of elements
     * @param offset where it begins within the storage of that key, in elements; non-zero only in files before version
     *     0.4
     */
    record Storage(String key, ElementType type, long count, long offset) {}

    /**
     * A tensor: a view of a storage.
     *
     * @param storage the values
     * @param offset place of the first element in the storage
     * @param shape extents; empty for a scalar
     * @param strides distance in elements between neighbours along each axis
     */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
        Tensor {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }

        /** Number of elements. */
        long count() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }

        /** One past the last element of the storage that is used. */
        long end() {
            long last = offset;
            for (int axis = 0; axis < shape.size(); axis++) {
                last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
            }
            return last + 1;
        }

        /** Whether the elements are contiguous in row-major order. */
        boolean contiguous() {
            long expected = 1;
            for (int axis = shape.size() - 1; axis >= 0; axis--) {
                if (shape.get(axis) != 1 && strides.get(axis) != expected) {
                    return false;
                }
                expected *= shape.get(axis);
            }
            return true;
        }
    }

    /** Thrown for a malformed file or content that does not belong in a weight file. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }
}
