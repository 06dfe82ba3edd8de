package org.wsol.engine.train;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Element-wise updates of off-heap arrays in one pass: blocks that fit the first-level cache are copied to the heap,
 * where the compiler vectorises the loop, and back.
 */
final class FloatBlocks {
    private static final int BLOCK = 2048;

    private FloatBlocks() {}

    /** Updates equally long pieces of several arrays; the pieces have at least {@code length} elements. */
    interface Update {
        /** Changes elements 0 to length of every piece. */
        void apply(float[][] pieces, int length);
    }

    /**
     * Runs an update over whole arrays.
     *
     * @param readOnly number of arrays at the end that are not written back
     * @param arrays equally long, contiguous float32 arrays
     */
    static void run(Update update, int readOnly, INDArray... arrays) {
        int length = Math.toIntExact(arrays[0].length());
        FloatBuffer[] buffers = new FloatBuffer[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            buffers[i] = view(arrays[i], length);
        }
        float[][] pieces = new float[arrays.length][Math.min(BLOCK, length)];
        for (int start = 0; start < length; start += BLOCK) {
            int count = Math.min(BLOCK, length - start);
            for (int i = 0; i < buffers.length; i++) {
                buffers[i].get(start, pieces[i], 0, count);
            }
            update.apply(pieces, count);
            for (int i = 0; i < buffers.length - readOnly; i++) {
                buffers[i].put(start, pieces[i], 0, count);
            }
        }
    }

    /** Copies a float32 array to the heap. */
    static void read(INDArray array, float[] into, int start) {
        if (!accepts(array)) {
            try (INDArray contiguous = array.dup('c')) {
                read(contiguous, into, start);
                return;
            }
        }
        int length = Math.toIntExact(array.length());
        view(array, length).get(into, start, length);
    }

    /** Copies values from the heap into a contiguous float32 array. */
    static void write(float[] from, int start, INDArray array) {
        int length = Math.toIntExact(array.length());
        view(array, length).put(from, start, length);
    }

    /**
     * Whether the array is float32, row-major and without gaps; which may also be true for a part of a larger array,
     * such as a plan's results.
     */
    static boolean accepts(INDArray array) {
        return array.dataType() == DataType.FLOAT
                && array.ordering() == 'c'
                && (!array.isView() || array.elementWiseStride() == 1);
    }

    private static FloatBuffer view(INDArray array, int length) {
        if (!accepts(array)) {
            throw new IllegalArgumentException("optimizers work on contiguous float32 arrays in row-major order");
        }
        if (array.length() != length) {
            throw new IllegalArgumentException("arrays of " + length + " and " + array.length() + " elements");
        }
        return new FloatPointer(array.data().addressPointer()).capacity(length).asBuffer();
    }
}
