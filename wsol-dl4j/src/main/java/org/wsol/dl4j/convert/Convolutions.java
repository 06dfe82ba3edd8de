package org.wsol.dl4j.convert;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;

/** Converts convolution layers: plain, depthwise and separable. */
final class Convolutions {
    private static final Window POINT = new Window(
            new Window.Pair(1, 1), new Window.Pair(1, 1), new Window.Pair(0, 0), new Window.Pair(1, 1), false, false);

    private Convolutions() {}

    /** Whether this class converts the layer. */
    static boolean handles(Object configuration) {
        Class<?> type = configuration.getClass();
        return type == ConvolutionLayer.class
                || type == Convolution2D.class
                || type == DepthwiseConvolution2D.class
                || type == SeparableConvolution2D.class;
    }

    /** The layer, without its activation, and the batch normalisation that is folded into it. */
    static Operation of(Vertex vertex, Optional<Norm> norm) throws NoCounterpart {
        ConvolutionLayer layer = (ConvolutionLayer) vertex.configuration();
        OwnParameters own = new OwnParameters(vertex);
        Window window = Window.of(layer);
        Optional<INDArray> bias =
                layer.hasBias() ? Optional.of(own.array(ConvolutionParamInitializer.BIAS_KEY)) : Optional.empty();
        INDArray weight = own.array(ConvolutionParamInitializer.WEIGHT_KEY);
        int in = Math.toIntExact(layer.getNIn());
        if (layer instanceof SeparableConvolution2D) {
            // (multiplier, in, rows, columns)
            INDArray filters = grouped(weight.permute(1, 0, 2, 3));
            INDArray mix = own.array(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY);
            Kernel first = new Kernel(own, "depthwise.", true, window, filters, Optional.empty(), in);
            Kernel second = new Kernel(own, "", false, POINT, mix, bias, first.outputChannels());
            return Operation.unary((layers, x) -> second.apply(layers, first.apply(layers, x, Optional.empty()), norm));
        }
        if (layer instanceof DepthwiseConvolution2D) {
            // (rows, columns, in, multiplier)
            Kernel kernel = new Kernel(own, "", true, window, grouped(weight.permute(2, 3, 0, 1)), bias, in);
            return Operation.unary((layers, x) -> kernel.apply(layers, x, norm));
        }
        Kernel kernel = new Kernel(own, "", false, window, weight, bias, in);
        return Operation.unary((layers, x) -> kernel.apply(layers, x, norm));
    }

    /** From (in, multiplier, rows, columns) to (out, 1, rows, columns). */
    private static INDArray grouped(INDArray weight) {
        return weight.dup('c').reshape('c', weight.size(0) * weight.size(1), 1, weight.size(2), weight.size(3));
    }
}
