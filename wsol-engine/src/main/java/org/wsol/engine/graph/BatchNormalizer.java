package org.wsol.engine.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.nd4j.BatchNormalization;
import org.wsol.engine.nd4j.StopGradient;

/** Adds a convolution and its batch normalisation in the three modes. */
final class BatchNormalizer {
    /** PyTorch's default weight of the newest batch in the running statistics. */
    static final double DEFAULT_MOMENTUM = 0.1;

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
            Initializer initializer,
            double momentum) {
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
                yield normalized(norm, convolved, geometry.outputChannels(), epsilon, momentum);
            }
        };
    }

    /** A normalisation that follows no convolution. */
    SDVariable alone(String norm, SDVariable x, int channels, double epsilon) {
        Statistics statistics = Statistics.of(layers.parameters(), norm, channels);
        return switch (layers.batchNormMode()) {
            case FOLDED -> {
                ParameterStore store = layers.parameters();
                INDArray gamma = store.require(
                        norm + ".weight", ParameterStore.Kind.TRAINABLE, new Initializer.Constant(1), channels);
                INDArray beta = store.require(
                        norm + ".bias", ParameterStore.Kind.TRAINABLE, new Initializer.Constant(0), channels);
                try (INDArray scale = statistics.inverseDeviation(epsilon).muli(gamma)) {
                    INDArray shift = statistics.mean().mul(scale).rsubi(beta);
                    yield layers.scaleAndShift(
                            x,
                            layers.folded(
                                    norm + "#folded-weight", scale.reshape(channels, 1, 1, 1)), // a view, so copied
                            layers.folded(norm + "#folded-bias", shift),
                            channels);
                }
            }
            case FROZEN -> {
                Scaled affine = scaled.computeIfAbsent(norm, key -> affine(norm, statistics, channels, epsilon));
                yield layers.scaleAndShift(x, affine.weight(), affine.bias(), channels);
            }
            case TRAINING, BATCH -> normalized(norm, x, channels, epsilon, DEFAULT_MOMENTUM);
        };
    }

    private Scaled affine(String norm, Statistics statistics, int channels, double epsilon) {
        if (layers.declaring()) {
            return new Scaled(gamma(norm, channels).reshape(channels, 1, 1, 1), beta(norm, channels));
        }
        SDVariable inverseDeviation =
                layers.constant(norm + "#inverse-deviation", statistics.inverseDeviation(epsilon));
        SDVariable mean = layers.constant(norm + "#mean", statistics.mean().dup());
        SDVariable scale = gamma(norm, channels).mul(inverseDeviation);
        return new Scaled(scale.reshape(channels, 1, 1, 1), beta(norm, channels).sub(mean.mul(scale)));
    }

    private SDVariable normalized(String norm, SDVariable x, int channels, double epsilon, double momentum) {
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
                    momentum));
        }
        SDVariable normalized =
                BatchNormalization.apply(x, mean, variance, gamma(norm, channels), beta(norm, channels), epsilon);
        return layers.sized(normalized, layers.sizeOf(x));
    }

    /**
     * Scales the kernels instead of the activations: the result is the same at the cost of scaling the kernels only,
     * and only the convolution's input is kept for the gradient. Branches that share the layer share the scaled
     * kernels.
     */
    private Scaled scaled(
            String convolution, String norm, Convolution geometry, double epsilon, Initializer initializer) {
        Statistics statistics = Statistics.of(layers.parameters(), norm, geometry.outputChannels());
        SDVariable weight = layers.parameter(convolution + ".weight", initializer, geometry.weightShape());
        Scaled affine = affine(norm, statistics, geometry.outputChannels(), epsilon);
        return new Scaled(layers.declaring() ? weight : weight.mul(affine.weight()), affine.bias());
    }

    private SDVariable gamma(String norm, int channels) {
        return layers.parameter(norm + ".weight", new Initializer.Constant(1), channels);
    }

    private SDVariable beta(String norm, int channels) {
        return layers.parameter(norm + ".bias", new Initializer.Constant(0), channels);
    }

    /** Kernels and bias of a convolution that includes the normalisation. */
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
            // In place and one row per kernel: far faster than broadcasting over four dimensions, with equal results. A
            // graph copies constants that are views.
            INDArray foldedWeight = weight.dup('c');
            foldedWeight.reshape(channels, weight.length() / channels).muliColumnVector(scale);
            INDArray foldedBias = statistics.mean().mul(scale).rsubi(beta);
            return layers.convolve(
                    x,
                    layers.folded(convolution + "#folded-weight", foldedWeight),
                    layers.folded(convolution + "#folded-bias", foldedBias),
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
