package org.wsol.dl4j.convert;

import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;

/** Converts pooling layers. */
final class Poolings {
    private Poolings() {}

    static Operation of(SubsamplingLayer layer) throws NoCounterpart {
        Window window = Window.of(layer);
        if (window.dilated()) {
            throw new NoCounterpart("a dilated pooling window");
        }
        return switch (layer.getPoolingType()) {
            case MAX ->
                Operation.unary((layers, x) ->
                        pooled(layers, window, x, layers.graph().cnn().maxPooling2d(x.variable(), window.pooling())));
            case AVG ->
                layer.isAvgPoolIncludePadInDivisor() && (window.same() || window.padded())
                        ? averageWithBorder(window)
                        : Operation.unary((layers, x) -> pooled(
                                layers, window, x, layers.graph().cnn().avgPooling2d(x.variable(), window.pooling())));
            case PNORM -> norm(layer, window);
            default -> throw new NoCounterpart("pooling of the type " + layer.getPoolingType());
        };
    }

    /** Padded zeros are included in the mean, so the map is padded explicitly first. */
    private static Operation averageWithBorder(Window window) {
        return Operation.unary((layers, x) -> {
            ImageSize size = window.outputSize("pooling", layers.sizeOf(x.variable()));
            Tensor padded = Shapes.padded(layers, x, window.border(layers.sizeOf(x.variable()), size));
            SDVariable result = layers.graph()
                    .cnn()
                    .avgPooling2d(padded.variable(), window.withoutBorder().pooling());
            return Tensor.map(layers.sized(result, size), x.channels());
        });
    }

    private static Tensor pooled(Layers layers, Window window, Tensor x, SDVariable result) {
        ImageSize size = window.outputSize("pooling", layers.sizeOf(x.variable()));
        return Tensor.map(layers.sized(result, size), x.channels());
    }

    /** The p-norm of a window is the root of its mean p-th power times its area. */
    private static Operation norm(SubsamplingLayer layer, Window window) throws NoCounterpart {
        if (window.same() || window.padded()) {
            throw new NoCounterpart("pooling by p-norm with a padded border");
        }
        int p = layer.getPnorm();
        double area = (double) window.kernel().rows() * window.kernel().columns();
        return Operation.unary((layers, x) -> {
            SDVariable powers = layers.graph().math().pow(layers.graph().math().abs(x.variable()), p);
            SDVariable sums =
                    layers.graph().cnn().avgPooling2d(powers, window.pooling()).mul(area);
            return pooled(layers, window, x, layers.graph().math().pow(sums, 1.0 / p));
        });
    }

    static Operation of(GlobalPoolingLayer layer) throws NoCounterpart {
        PoolingType type = layer.getPoolingType();
        int[] dimensions = layer.getPoolingDimensions();
        boolean rowsAndColumns = dimensions == null
                || (dimensions.length == 2
                        && (dimensions[0] + dimensions[1] == 5 || dimensions[0] + dimensions[1] == 3));
        if (!rowsAndColumns) {
            throw new NoCounterpart("global pooling over " + java.util.Arrays.toString(dimensions));
        }
        int p = layer.getPnorm();
        return Operation.unary((layers, x) -> {
            SDVariable pooled = global(type, p, layers, x.variable());
            return layer.isCollapseDimensions()
                    ? Tensor.flat(pooled, x.channels())
                    : Tensor.map(
                            layers.sized(pooled.reshape(-1, x.channels(), 1, 1), new ImageSize(1, 1)), x.channels());
        });
    }

    private static SDVariable global(PoolingType type, int p, Layers layers, SDVariable x) {
        return switch (type) {
            case AVG -> x.mean(2, 3);
            case MAX -> x.max(2, 3);
            case SUM -> x.sum(2, 3);
            case PNORM -> {
                var math = layers.graph().math();
                yield math.pow(math.pow(math.abs(x), p).sum(2, 3), 1.0 / p);
            }
        };
    }
}
