package org.wsol.engine.cam;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the input of a network, which native code would not report: it crashes or replaces NaN with 0. */
final class ImageTensor {
    private ImageTensor() {}

    /**
     * Checks that there are images and that all their values are finite.
     *
     * @param images shape (B, 3, H, W)
     * @return B
     * @throws IllegalArgumentException otherwise
     */
    static int requireImages(INDArray images) {
        if (images.rank() != 4 || images.length() == 0) {
            throw new IllegalArgumentException("images have the shape (B, 3, H, W) with B of at least 1, this is "
                    + Arrays.toString(images.shape()));
        }
        if (!isFinite(images)) {
            throw new IllegalArgumentException("images contain values that are NaN or infinite");
        }
        return Math.toIntExact(images.size(0));
    }

    private static boolean isFinite(INDArray images) {
        DataBuffer buffer = images.data();
        if (buffer.length() == images.length()) {
            return isFinite(buffer);
        }
        try (INDArray dense = images.dup('c')) {
            return isFinite(dense.data());
        }
    }

    /** Any finite number times 0 is 0; the sum is not a number otherwise. */
    private static boolean isFinite(DataBuffer buffer) {
        double sum = 0;
        if (buffer.dataType() == DataType.FLOAT) {
            FloatBuffer values = buffer.asNioFloat();
            for (int i = 0; i < values.limit(); i++) {
                sum += values.get(i) * 0f;
            }
        } else {
            for (long i = 0; i < buffer.length(); i++) {
                sum += buffer.getDouble(i) * 0;
            }
        }
        return sum == 0;
    }
}
