package org.wsol.dl4j.convert;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;

/** Converts layers that only change shapes: padding, cropping, upsampling, flattening. */
final class Shapes {
    private static final int FLAT = 2;
    private static final int MAP = 4;

    private Shapes() {}

    static Operation of(ZeroPaddingLayer layer) {
        int[] sides = layer.getPadding();
        return Operation.unary((layers, x) -> padded(layers, x, sides));
    }

    /** Zeros above, below, left and right. */
    static Tensor padded(Layers layers, Tensor x, int[] sides) {
        int above = sides[0];
        int below = sides[1];
        int left = sides[2];
        int right = sides[3];
        ImageSize in = layers.sizeOf(x.variable());
        SDVariable amounts = layers.constant(
                "zero-padding#" + above + "#" + below + "#" + left + "#" + right,
                Nd4j.createFromArray(new int[][] {{0, 0}, {0, 0}, {above, below}, {left, right}}));
        SDVariable result = layers.graph().nn().pad(x.variable(), amounts, 0);
        ImageSize size = new ImageSize(in.height() + above + below, in.width() + left + right);
        return Tensor.map(layers.sized(result, size), x.channels());
    }

    static Operation of(Cropping2D layer) {
        int[] sides = layer.getCropping();
        return Operation.unary((layers, x) -> cropped(layers, x, sides[0], sides[1], sides[2], sides[3]));
    }

    /** GoogLeNet's helper drops the first row and column. */
    static Operation of(PoolHelperVertex vertex) {
        return Operation.unary((layers, x) -> cropped(layers, x, 1, 0, 1, 0));
    }

    private static Tensor cropped(Layers layers, Tensor x, int above, int below, int left, int right) {
        ImageSize in = layers.sizeOf(x.variable());
        if (in.height() <= above + below || in.width() <= left + right) {
            throw new InvalidInputException("cropping removes all of a map of " + in + "; use larger images");
        }
        SDVariable result = x.variable()
                .get(
                        SDIndex.all(),
                        SDIndex.all(),
                        SDIndex.interval(above, in.height() - below),
                        SDIndex.interval(left, in.width() - right));
        ImageSize size = new ImageSize(in.height() - above - below, in.width() - left - right);
        return Tensor.map(layers.sized(result, size), x.channels());
    }

    static Operation of(Upsampling2D layer) {
        int rows = layer.getSize()[0];
        int columns = layer.getSize()[1];
        return Operation.unary((layers, x) -> {
            ImageSize in = layers.sizeOf(x.variable());
            SDVariable result = layers.graph().cnn().upsampling2d(x.variable(), rows, columns, true);
            return Tensor.map(
                    layers.sized(result, new ImageSize(in.height() * rows, in.width() * columns)), x.channels());
        });
    }

    static Operation of(InputPreProcessor preProcessor) throws NoCounterpart {
        if (preProcessor instanceof CnnToFeedForwardPreProcessor flatten) {
            boolean channelsLast = flatten.getFormat() == CNN2DFormat.NHWC;
            return Operation.unary((layers, x) -> flat(layers, x, channelsLast));
        }
        if (preProcessor instanceof FeedForwardToCnnPreProcessor unfold) {
            return unfolded(
                    Math.toIntExact(unfold.getNumChannels()),
                    Math.toIntExact(unfold.getInputHeight()),
                    Math.toIntExact(unfold.getInputWidth()));
        }
        if (preProcessor instanceof ComposableInputPreProcessor several) {
            Operation all = Operation.identity();
            for (InputPreProcessor one : several.getInputPreProcessors()) {
                all = all.then(of(one));
            }
            return all;
        }
        throw new NoCounterpart(
                "the input preprocessor " + preProcessor.getClass().getSimpleName());
    }

    static Operation of(ReshapeVertex vertex) throws NoCounterpart {
        int[] shape = vertex.getNewShape();
        if (vertex.getReshapeOrder() == 'c' && shape.length == FLAT) {
            return Operation.unary((layers, x) -> flat(layers, x, false));
        }
        if (vertex.getReshapeOrder() == 'c' && shape.length == MAP && shape[1] > 0 && shape[2] > 0 && shape[3] > 0) {
            return unfolded(shape[1], shape[2], shape[3]);
        }
        throw new NoCounterpart("a reshape to " + java.util.Arrays.toString(shape));
    }

    /** Flattens to one row per image; flat tensors are returned unchanged. */
    static Tensor flat(Layers layers, Tensor x, boolean channelsLast) {
        if (!x.spatial()) {
            return x;
        }
        int length = Math.toIntExact(x.channels() * layers.sizeOf(x.variable()).area());
        SDVariable ordered = channelsLast ? x.variable().permute(0, 2, 3, 1) : x.variable();
        return Tensor.flat(ordered.reshape(-1, length), length);
    }

    /** Converts to a feature map; feature maps are returned unchanged. */
    private static Operation unfolded(int channels, int rows, int columns) {
        return Operation.unary((layers, x) -> x.spatial()
                ? x
                : Tensor.map(
                        layers.sized(x.variable().reshape(-1, channels, rows, columns), new ImageSize(rows, columns)),
                        channels));
    }
}
