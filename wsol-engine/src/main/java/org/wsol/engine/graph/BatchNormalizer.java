package org.wsol.engine.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.nd4j.BatchNormalization;
import org.wsol.engine.nd4j.StopGradient;

/** Adds a convolution and its batch normalisation in the three modes. */
final class BatchNormalizer {
    /** PyTorch's default weight of the newest batch in the running statistics. */
    private static final double MOMENTUM = 0.1;

    private final Layers layers;
    private final Map<String, Scaled> scaled = new HashMap<>();

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
        return switch (layers.batchNormMode()) {
            case FOLDED -> folded(convolution, norm, x, geometry, epsilon, initializer);
            case FROZEN -> {
                Scaled kernels =
                        scaled.computeIfAbsent(norm, key -> scaled(convolution, norm, geometry, epsilon, initializer));
                yield layers.convolve(x, kernels.weight(), kernels.bias(), geometry);
            }
            case TRAINING, BATCH -> {
                Statistics.of(layers.parameters(), norm, geometry.outputChannels());
                SDVariable convolved = layers.convolution(convolution, x, geometry, initializer);
                SDVariable normalized =
                        withBatchStatistics(norm, convolved, gamma(norm, geometry), beta(norm, geometry), epsilon);
                yield layers.sized(normalized, layers.sizeOf(convolved));
            }
        };
    }

    private SDVariable withBatchStatistics(
            String norm, SDVariable x, SDVariable gamma, SDVariable beta, double epsilon) {
        SDVariable[] moments = layers.graph().math().moments(x, new int[] {0, 2, 3}, false);
        SDVariable mean = StopGradient.of(moments[0]);
        SDVariable variance = StopGradient.of(moments[1]);
        if (layers.batchNormMode() == BatchNormMode.TRAINING) {
            layers.requestStatisticUpdate(new StatisticUpdate(
                    norm + ".running_mean",
                    norm + ".running_var",
                    mean.name(),
                    variance.name(),
                    layers.sizeOf(x).area(),
                    MOMENTUM));
        }
        return BatchNormalization.apply(x, mean, variance, gamma, beta, epsilon);
    }

    /**
     * Scales the kernels instead of the activations: the same sums at the cost of the kernels' size, and nothing but the
     * convolution's own input is kept for the gradient. Branches that share the layer share the scaled kernels.
     */
    private Scaled scaled(
            String convolution, String norm, Convolution geometry, double epsilon, Initializer initializer) {
        Statistics statistics = Statistics.of(layers.parameters(), norm, geometry.outputChannels());
        SDVariable weight = layers.parameter(convolution + ".weight", initializer, geometry.weightShape());
        SDVariable inverseDeviation =
                layers.constant(norm + "#inverse-deviation", statistics.inverseDeviation(epsilon));
        SDVariable mean = layers.constant(norm + "#mean", statistics.mean().dup());
        SDVariable scale = gamma(norm, geometry).mul(inverseDeviation);
        return new Scaled(
                weight.mul(scale.reshape(geometry.outputChannels(), 1, 1, 1)),
                beta(norm, geometry).sub(mean.mul(scale)));
    }

    private SDVariable gamma(String norm, Convolution geometry) {
        return layers.parameter(norm + ".weight", new Initializer.Constant(1), geometry.outputChannels());
    }

    private SDVariable beta(String norm, Convolution geometry) {
        return layers.parameter(norm + ".bias", new Initializer.Constant(0), geometry.outputChannels());
    }

    /** Kernels and bias of a convolution that does its normalisation as well. */
    private record Scaled(SDVariable weight, SDVariable bias) {}

    private SDVariable folded(
            String convolution,
            String norm,
            SDVariable x,
            Convolution geometry,
            double epsilon,
            Initializer initializer) {
        ParameterStore store = layers.parameters();
        Statistics statistics = Statistics.of(store, norm, geometry.outputChannels());
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
