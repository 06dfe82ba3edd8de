package org.wsol.engine.graph;

import java.util.Arrays;
import java.util.function.Supplier;
import org.wsol.core.random.SplitMix64;

/**
 * The initial value of a parameter that is not loaded from a weight file. Shapes are in PyTorch's order, (out, in,
 * ...).
 */
public sealed interface Initializer {

    /** All the same value. */
    record Constant(double value) implements Initializer {}

    /** Normal with mean 0 and the given standard deviation. */
    record Normal(double deviation) implements Initializer {}

    /** Normal with variance 2 / (out x rows x columns): He et al. 2015, fan out, as torchvision's networks use it. */
    record HeFanOut() implements Initializer {}

    /** Uniform in +-sqrt(6 / (in x rows x columns)): He et al. 2015, fan in, as torchvision's SqueezeNet uses it. */
    record HeUniform() implements Initializer {}

    /** Uniform in +-1 / sqrt(in x rows x columns): PyTorch's default for linear layers and convolutions. */
    record UniformFanIn() implements Initializer {}

    /** Uniform in +-sqrt(6 / (fan in + fan out)): Glorot and Bengio 2010. */
    record Xavier() implements Initializer {}

    /**
     * Given values, for example those of an imported network.
     *
     * @param source supplies the values, row-major; called when the parameter is created
     */
    record Given(Supplier<float[]> source) implements Initializer {
        @Override
        public float[] values(long[] shape, SplitMix64 random) {
            float[] values = source.get();
            long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            if (values.length != count) {
                throw new IllegalStateException(
                        values.length + " values given for a parameter of shape " + Arrays.toString(shape));
            }
            return values;
        }
    }

    /**
     * The values for a shape, row-major.
     *
     * @param random a stream for this parameter only
     */
    default float[] values(long[] shape, SplitMix64 random) {
        int count = 1;
        for (long extent : shape) {
            count = Math.multiplyExact(count, Math.toIntExact(extent));
        }
        double fanOut = shape[0] * receptiveField(shape);
        double fanIn = shape.length < 2 ? 1 : shape[1] * receptiveField(shape);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) next(random, fanIn, fanOut);
        }
        return values;
    }

    private static double receptiveField(long[] shape) {
        double field = 1;
        for (int i = 2; i < shape.length; i++) {
            field *= shape[i];
        }
        return field;
    }

    private double next(SplitMix64 random, double fanIn, double fanOut) {
        if (this instanceof Constant constant) {
            return constant.value();
        } else if (this instanceof Normal normal) {
            return normal.deviation() * random.nextGaussian();
        } else if (this instanceof HeFanOut) {
            return Math.sqrt(2 / fanOut) * random.nextGaussian();
        }
        return (2 * random.nextDouble() - 1) * bound(fanIn, fanOut);
    }

    private double bound(double fanIn, double fanOut) {
        if (this instanceof UniformFanIn) {
            return 1 / Math.sqrt(fanIn);
        }
        return Math.sqrt(6 / (this instanceof HeUniform ? fanIn : fanIn + fanOut));
    }
}
