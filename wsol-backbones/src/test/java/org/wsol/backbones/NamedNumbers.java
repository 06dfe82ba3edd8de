package org.wsol.backbones;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.ParameterStore;

/** Fills parameters with the numbers that the reference cases derive from their names. */
final class NamedNumbers {
    private NamedNumbers() {}

    static void fill(ParameterStore store, long seed) {
        for (String name : store.names()) {
            INDArray array = store.get(name);
            try (INDArray values = Nd4j.createFromArray(values(name, array.shape(), seed))) {
                array.assign(values.reshape(array.shape()));
            }
        }
    }

    /** Row-major values: see "Numbers from names" of the fixtures. */
    static float[] values(String name, long[] shape, long seed) {
        long count = 1;
        for (long extent : shape) {
            count *= extent;
        }
        SplitMix64 stream = new SplitMix64(SplitMix64.fnv1a64(name) + seed);
        float[] values = new float[Math.toIntExact(count)];
        double bound = shape.length > 1 ? Math.sqrt(6.0 / (count / (double) shape[0])) : 0.1;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value(name, shape.length, bound, stream.nextDouble());
        }
        return values;
    }

    private static double value(String name, int rank, double bound, double uniform) {
        if (rank > 1 || name.endsWith("running_mean") || name.endsWith("bias")) {
            return (2 * uniform - 1) * bound;
        }
        return name.endsWith("running_var") ? 0.5 + uniform : 0.8 + 0.4 * uniform;
    }
}
