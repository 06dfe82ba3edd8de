package org.wsol.core.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.nd4j.BatchNormalization;
import org.wsol.core.nd4j.StopGradient;

/** Adds a convolution and its batch normalisation in the three modes. */
final class BatchNormalizer {
    /** PyTorch's default weight of the newest batch in the running statistics. */
    private static final double MOMENTUM = 0.1;

    private final Layers layers;

    BatchNormalizer(Layers layers) {
        this.layers = layers;
    }

    SDVariable convolution(
            String convolution,
            String norm,
            SDVariable x,
            Convolution geometry,
            double epsilon,
            Initializer initializer) {
        Statistics statistics = Statistics.of(layers.parameters(), norm, geometry.outputChannels());
        if (layers.batchNormMode() == BatchNormMode.FOLDED) {
            return folded(convolution, norm, x, geometry, statistics, epsilon, initializer);
        }
        SDVariable convolved = layers.convolution(convolution, x, geometry, initializer);
        SDVariable gamma = layers.parameter(norm + ".weight", new Initializer.Constant(1), geometry.outputChannels());
        SDVariable beta = layers.parameter(norm + ".bias", new Initializer.Constant(0), geometry.outputChannels());
        SDVariable normalized = layers.batchNormMode() == BatchNormMode.TRAINING
                ? withBatchStatistics(norm, convolved, gamma, beta, epsilon)
                : withRunningStatistics(norm, convolved, gamma, beta, statistics, epsilon);
        return layers.sized(normalized, layers.sizeOf(convolved));
    }

    private SDVariable withBatchStatistics(
            String norm, SDVariable x, SDVariable gamma, SDVariable beta, double epsilon) {
        SDVariable[] moments = layers.graph().math().moments(x, new int[] {0, 2, 3}, false);
        SDVariable mean = StopGradient.of(moments[0]);
        SDVariable variance = StopGradient.of(moments[1]);
        layers.requestStatisticUpdate(new StatisticUpdate(
                norm + ".running_mean",
                norm + ".running_var",
                mean.name(),
                variance.name(),
                layers.sizeOf(x).area(),
                MOMENTUM));
        return BatchNormalization.apply(x, mean, variance, gamma, beta, epsilon);
    }

    private SDVariable withRunningStatistics(
            String norm, SDVariable x, SDVariable gamma, SDVariable beta, Statistics statistics, double epsilon) {
        int channels = (int) statistics.mean().length();
        SDVariable inverseDeviation =
                layers.constant(norm + "#inverse-deviation", statistics.inverseDeviation(epsilon));
        SDVariable mean = layers.constant(norm + "#mean", statistics.mean().dup());
        SDVariable scale = gamma.mul(inverseDeviation);
        SDVariable shift = beta.sub(mean.mul(scale));
        return x.mul(scale.reshape(1, channels, 1, 1)).add(shift.reshape(1, channels, 1, 1));
    }

    private SDVariable folded(
            String convolution,
            String norm,
            SDVariable x,
            Convolution geometry,
            Statistics statistics,
            double epsilon,
            Initializer initializer) {
        ParameterStore store = layers.parameters();
        int channels = geometry.outputChannels();
        INDArray weight = store.require(
                convolution + ".weight", ParameterStore.Kind.TRAINABLE, initializer, geometry.weightShape());
        INDArray gamma =
                store.require(norm + ".weight", ParameterStore.Kind.TRAINABLE, new Initializer.Constant(1), channels);
        INDArray beta =
                store.require(norm + ".bias", ParameterStore.Kind.TRAINABLE, new Initializer.Constant(0), channels);
        try (INDArray scale = statistics.inverseDeviation(epsilon)) {
            scale.muli(gamma);
            INDArray foldedWeight = weight.mul(scale.reshape(channels, 1, 1, 1));
            INDArray foldedBias = statistics.mean().mul(scale).rsubi(beta);
            return layers.convolve(
                    x,
                    layers.constant(convolution + "#folded-weight", foldedWeight),
                    layers.constant(convolution + "#folded-bias", foldedBias),
                    geometry);
        }
    }

    /** The running mean and variance of one normalisation. */
    private record Statistics(INDArray mean, INDArray variance) {

        static Statistics of(ParameterStore store, String norm, int channels) {
            return new Statistics(
                    store.require(
                            norm + ".running_mean",
                            ParameterStore.Kind.STATISTIC,
                            new Initializer.Constant(0),
                            channels),
                    store.require(
                            norm + ".running_var",
                            ParameterStore.Kind.STATISTIC,
                            new Initializer.Constant(1),
                            channels));
        }

        INDArray inverseDeviation(double epsilon) {
            INDArray deviation = org.nd4j.linalg.ops.transforms.Transforms.sqrt(variance.add(epsilon), false);
            return deviation.rdivi(1.0);
        }
    }
}
