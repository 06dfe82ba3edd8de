package org.wsol.dl4j.convert;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;

/**
 * How a kernel moves over a feature map; rows first in every pair.
 *
 * @param same whether the border is padded so that only the stride reduces the size of the map
 * @param strict whether windows must cover the map exactly
 */
record Window(Pair kernel, Pair stride, Pair padding, Pair dilation, boolean same, boolean strict) {

    /** Rows and columns. */
    record Pair(int rows, int columns) {
        static Pair of(int[] values) {
            return new Pair(values[0], values[1]);
        }
    }

    static Window of(ConvolutionLayer layer) throws NoCounterpart {
        return of(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode());
    }

    static Window of(SubsamplingLayer layer) throws NoCounterpart {
        return of(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode());
    }

    private static Window of(int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode)
            throws NoCounterpart {
        if (mode == ConvolutionMode.Causal) {
            throw new NoCounterpart("causal padding is for sequences");
        }
        return new Window(
                Pair.of(kernel),
                Pair.of(stride),
                Pair.of(padding),
                Pair.of(dilation),
                mode == ConvolutionMode.Same,
                mode == ConvolutionMode.Strict);
    }

    boolean dilated() {
        return dilation.rows() > 1 || dilation.columns() > 1;
    }

    boolean padded() {
        return !same && padding.rows() + padding.columns() > 0;
    }

    /** Rows and columns of the result. */
    ImageSize outputSize(String layer, ImageSize in) {
        return new ImageSize(
                positions(layer, in.height(), kernel.rows(), stride.rows(), padding.rows(), dilation.rows()),
                positions(
                        layer, in.width(), kernel.columns(), stride.columns(), padding.columns(), dilation.columns()));
    }

    private int positions(String layer, int extent, int size, int step, int border, int spread) {
        if (same) {
            return (extent + step - 1) / step;
        }
        int room = extent + 2 * border - (size - 1) * spread - 1;
        if (room < 0) {
            throw new org.wsol.core.InvalidInputException("layer '" + layer + "': a map of " + extent
                    + " rows or columns is too small for its kernel of " + size + "; use larger images");
        }
        if (strict && room % step != 0) {
            throw new org.wsol.core.InvalidInputException(
                    "layer '" + layer + "' has the mode Strict, and its windows do not" + " cover a map of " + extent
                            + " rows or columns; use the image size the network was made for");
        }
        return room / step + 1;
    }

    /**
     * The rows above and below and the columns left and right by which windows extend beyond the map, for windows
     * without dilation.
     */
    int[] border(ImageSize in, ImageSize out) {
        if (!same) {
            return new int[] {padding.rows(), padding.rows(), padding.columns(), padding.columns()};
        }
        int rows = Math.max(0, (out.height() - 1) * stride.rows() + kernel.rows() - in.height());
        int columns = Math.max(0, (out.width() - 1) * stride.columns() + kernel.columns() - in.width());
        return new int[] {rows / 2, rows - rows / 2, columns / 2, columns - columns / 2};
    }

    /** The same for a map that is already padded. */
    Window withoutBorder() {
        return new Window(kernel, stride, new Pair(0, 0), dilation, false, false);
    }

    Conv2DConfig convolution() {
        Conv2DConfig.Conv2DConfigBuilder config = Conv2DConfig.builder()
                .kH(kernel.rows())
                .kW(kernel.columns())
                .sH(stride.rows())
                .sW(stride.columns())
                .dH(dilation.rows())
                .dW(dilation.columns())
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO);
        return same
                ? config.paddingMode(PaddingMode.SAME).build()
                : config.pH(padding.rows())
                        .pW(padding.columns())
                        .paddingMode(PaddingMode.VALID)
                        .build();
    }

    Pooling2DConfig pooling() {
        return Pooling2DConfig.builder()
                .kH(kernel.rows())
                .kW(kernel.columns())
                .sH(stride.rows())
                .sW(stride.columns())
                .pH(same ? 0 : padding.rows())
                .pW(same ? 0 : padding.columns())
                .isNHWC(false)
                .paddingMode(same ? PaddingMode.SAME : PaddingMode.VALID)
                .build();
    }
}
