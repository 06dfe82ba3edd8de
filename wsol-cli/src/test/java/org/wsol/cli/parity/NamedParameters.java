package org.wsol.cli.parity;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.ParameterStore;

/** Parameters computed from their names, identical in every language: the initial parameters of the reference cases. */
final class NamedParameters {
    private NamedParameters() {}

    /** Numbers for a seed, uniform in [0, 1). */
    static float[] uniform(long seed, int count) {
        SplitMix64 random = new SplitMix64(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /**
     * Each value or one of its two neighbours in float32, with equal chance: what one rounding can change. Zeros are kept.
     */
    static float[] perturbed(float[] values, SplitMix64 random) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            int step = (int) (random.nextDouble() * 3) - 1;
            if (moved[i] != 0) {
                moved[i] = Float.intBitsToFloat(Float.floatToRawIntBits(moved[i]) + step);
            }
        }
        return moved;
    }

    static void fill(ParameterStore store, long seed) {
        fill(store, seed, UnaryOperator.identity());
    }

    /** The same for cases with other parameter names. */
    static void fill(ParameterStore store, long seed, UnaryOperator<String> naming) {
        for (String own : store.names()) {
            String name = naming.apply(own);
            INDArray array = store.get(own);
            SplitMix64 random = new SplitMix64(SplitMix64.fnv1a64(name) + seed);
            float[] values = new float[Math.toIntExact(array.length())];
            DoubleUnaryOperator value = value(name, array.rank(), values.length / (double) array.size(0));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) value.applyAsDouble(random.nextDouble());
            }
            try (INDArray source = Nd4j.create(values, array.shape(), 'c')) {
                array.assign(source);
            }
        }
    }

    /** From a uniform number to a value of the parameter. */
    private static DoubleUnaryOperator value(String name, int rank, double fanIn) {
        if (rank >= 2) {
            double bound = Math.sqrt(6 / fanIn);
            return u -> (2 * u - 1) * bound;
        } else if (name.endsWith("running_var")) {
            return u -> 0.5 + u;
        } else if (name.endsWith("running_mean") || name.endsWith("bias")) {
            return u -> (2 * u - 1) * 0.1;
        }
        return u -> 0.8 + 0.4 * u;
    }
}
