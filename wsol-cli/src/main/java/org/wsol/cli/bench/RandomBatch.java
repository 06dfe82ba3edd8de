package org.wsol.cli.bench;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.data.Batch;

/** Images of noise in [-1, 1) with labels distributed over the classes. */
final class RandomBatch {
    private static final long SEED = 17;
    private static final int STRIDE = 7;

    private RandomBatch() {}

    static Batch of(int size, int pixels, int classes) {
        SplitMix64 stream = new SplitMix64(SEED);
        float[] values = new float[Math.multiplyExact(size * 3, pixels * pixels)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * stream.nextDouble() - 1);
        }
        INDArray images = Nd4j.createUninitialized(DataType.FLOAT, size, 3, pixels, pixels);
        images.data().setData(values);
        int[] labels = new int[size];
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i * STRIDE % classes;
            indices[i] = i;
        }
        return new Batch(images, labels, indices);
    }
}
