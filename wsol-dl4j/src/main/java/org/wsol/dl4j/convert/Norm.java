package org.wsol.dl4j.convert;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.nd4j.StopGradient;

/** A batch normalisation layer, separate or folded into the convolution before it. */
final class Norm {
    private static final double LOG_BASE = 10;

    private final BatchNormalization layer;
    private final OwnParameters own;
    private final int channels;

    Norm(Vertex vertex) {
        this.layer = (BatchNormalization) vertex.configuration();
        this.own = new OwnParameters(vertex);
        this.channels = Math.toIntExact(
                own.array(BatchNormalizationParamInitializer.GLOBAL_MEAN).length());
    }

    /** Whether the graph normalises with the statistics of the batch; otherwise scale and shift are constants. */
    boolean usesBatch(Layers layers) {
        BatchNormMode mode = layers.batchNormMode();
        return !own.frozen() && mode != BatchNormMode.FROZEN && mode != BatchNormMode.FOLDED;
    }

    /** As a separate operation. */
    Tensor apply(Layers layers, Tensor x) {
        if (x.spatial()) {
            ImageSize size = layers.sizeOf(x.variable());
            SDVariable result = usesBatch(layers) ? byBatch(layers, x.variable()) : byScale(layers, x.variable());
            return Tensor.map(layers.sized(result, size), channels);
        }
        ImageSize one = new ImageSize(1, 1);
        SDVariable pixel = layers.sized(x.variable().reshape(-1, channels, 1, 1), one);
        SDVariable result = usesBatch(layers) ? byBatch(layers, pixel) : byScale(layers, pixel);
        return Tensor.flat(result.reshape(-1, channels), channels);
    }

    private SDVariable byBatch(Layers layers, SDVariable x) {
        mean(layers);
        variance(layers);
        SDVariable[] moments = layers.graph().math().moments(x, new int[] {0, 2, 3}, false);
        SDVariable mean = StopGradient.of(moments[0]);
        SDVariable variance = StopGradient.of(moments[1]);
        if (layers.batchNormMode() == BatchNormMode.TRAINING) {
            layers.requestStatisticUpdate(new StatisticUpdate(
                    own.name("running_mean"),
                    own.name("running_var"),
                    mean.name(),
                    variance.name(),
                    layers.sizeOf(x).area(),
                    1 - layer.getDecay()));
        }
        return org.wsol.engine.nd4j.BatchNormalization.apply(
                x, mean, variance, gamma(layers), beta(layers), layer.getEps());
    }

    private SDVariable byScale(Layers layers, SDVariable x) {
        return x.mul(scale(layers).reshape(1, channels, 1, 1)).add(shift(layers).reshape(1, channels, 1, 1));
    }

    /** The factor of the input, shape (C). */
    SDVariable scale(Layers layers) {
        if (layers.batchNormMode() == BatchNormMode.FOLDED) {
            return layers.constant(own.name("weight#scale"), foldedScale(layers));
        }
        SDVariable inverse = layers.constant(own.name("running_var#inverse-deviation"), inverseDeviation(layers));
        return gamma(layers).mul(inverse);
    }

    /** The offset, shape (C). */
    SDVariable shift(Layers layers) {
        if (layers.batchNormMode() == BatchNormMode.FOLDED) {
            return layers.constant(own.name("bias#shift"), foldedShift(layers));
        }
        SDVariable mean =
                layers.constant(own.name("running_mean#mean"), mean(layers).dup());
        return beta(layers).sub(mean.mul(scale(layers)));
    }

    /** The scale as an array; belongs to the caller. */
    INDArray foldedScale(Layers layers) {
        INDArray scale = inverseDeviation(layers);
        return layer.isLockGammaBeta()
                ? scale.muli(layer.getGamma())
                : scale.muli(own.stored(layers, "weight", array(BatchNormalizationParamInitializer.GAMMA), channels));
    }

    /** The shift as an array; belongs to the caller. */
    INDArray foldedShift(Layers layers) {
        try (INDArray scale = foldedScale(layers)) {
            INDArray shift = mean(layers).mul(scale);
            return layer.isLockGammaBeta()
                    ? shift.rsubi(layer.getBeta())
                    : shift.rsubi(own.stored(layers, "bias", array(BatchNormalizationParamInitializer.BETA), channels));
        }
    }

    private SDVariable gamma(Layers layers) {
        return layer.isLockGammaBeta()
                ? locked(layers, "weight#locked", layer.getGamma())
                : own.trained(layers, "weight", array(BatchNormalizationParamInitializer.GAMMA), channels);
    }

    private SDVariable beta(Layers layers) {
        return layer.isLockGammaBeta()
                ? locked(layers, "bias#locked", layer.getBeta())
                : own.trained(layers, "bias", array(BatchNormalizationParamInitializer.BETA), channels);
    }

    private SDVariable locked(Layers layers, String name, double value) {
        return layers.constant(
                own.name(name),
                Nd4j.valueArrayOf(
                        new long[] {channels}, value, layers.parameters().type()));
    }

    private INDArray array(String name) {
        return own.array(name);
    }

    private INDArray mean(Layers layers) {
        return own.statistic(
                layers,
                "running_mean",
                UnaryOperator.identity(),
                array(BatchNormalizationParamInitializer.GLOBAL_MEAN));
    }

    /** Deeplearning4j stores the variance, or the decimal logarithm of its square root. */
    private INDArray variance(Layers layers) {
        return layer.isUseLogStd()
                ? own.statistic(
                        layers,
                        "running_var",
                        logarithms -> Transforms.exp(logarithms.mul(2 * Math.log(LOG_BASE)), false),
                        array(BatchNormalizationParamInitializer.GLOBAL_LOG_STD))
                : own.statistic(
                        layers,
                        "running_var",
                        UnaryOperator.identity(),
                        array(BatchNormalizationParamInitializer.GLOBAL_VAR));
    }

    private INDArray inverseDeviation(Layers layers) {
        INDArray deviation = Transforms.sqrt(variance(layers).add(layer.getEps()), false);
        return deviation.rdivi(1.0);
    }
}
