package org.wsol.backbones.keras;

import java.nio.file.Path;
import java.util.List;
import org.wsol.core.InvalidInputException;

/**
 * Converts a kernel from TensorFlow's axis order to PyTorch's: (rows, columns, in, out) to (out, in, rows, columns);
 * depthwise (rows, columns, channels, multiplier) to (channels x multiplier, 1, rows, columns); linear (in, out) to
 * (out, in).
 */
record KernelOrder(int rows, int columns, int in, int out, boolean depthwise, boolean linear) {

    static KernelOrder of(Path file, String dataset, List<Long> shape, boolean depthwise) {
        if (shape.size() == 2) {
            return new KernelOrder(1, 1, extent(shape, 0), extent(shape, 1), false, true);
        } else if (shape.size() == 4) {
            return new KernelOrder(
                    extent(shape, 0), extent(shape, 1), extent(shape, 2), extent(shape, 3), depthwise, false);
        }
        throw new InvalidInputException(
                "weight file " + file + ": '" + dataset + "' has shape " + shape + ", which is not a kernel's");
    }

    private static int extent(List<Long> shape, int axis) {
        return Math.toIntExact(shape.get(axis));
    }

    /** The shape in PyTorch's order. */
    List<Long> shape() {
        if (linear) {
            return List.of((long) out, (long) in);
        } else if (depthwise) {
            return List.of((long) in * out, 1L, (long) rows, (long) columns);
        }
        return List.of((long) out, (long) in, (long) rows, (long) columns);
    }

    /**
     * The values in PyTorch's order.
     *
     * @param flipped whether the input channels are reversed from BGR to RGB
     */
    float[] reorder(float[] values, boolean flipped) {
        float[] result = new float[values.length];
        int area = rows * columns;
        for (int place = 0; place < area; place++) {
            for (int i = 0; i < in; i++) {
                int source = (place * in + (flipped ? in - 1 - i : i)) * out;
                for (int o = 0; o < out; o++) {
                    int kernel = depthwise ? i * out + o : o * in + i;
                    result[kernel * area + place] = values[source + o];
                }
            }
        }
        return result;
    }
}
