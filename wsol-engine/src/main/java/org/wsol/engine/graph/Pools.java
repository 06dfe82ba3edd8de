package org.wsol.engine.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;

/** Adds pooling, with border modes that ND4J does not have. */
record Pools(Layers layers) {

    SDVariable max(SDVariable x, int kernel, int stride, Padding padding, boolean ceil) {
        ImageSize out = Windows.outputSize(layers.sizeOf(x), kernel, kernel, stride, padding, ceil);
        SDVariable input = ceil ? padForCeil(x, kernel, stride, padding, out) : x;
        return layers.sized(layers.graph().cnn().maxPooling2d(input, poolingConfig(kernel, stride, padding)), out);
    }

    SDVariable average(SDVariable x, int kernel, int stride, Padding padding) {
        ImageSize out = Windows.outputSize(layers.sizeOf(x), kernel, kernel, stride, padding, false);
        if (padding instanceof Padding.Explicit explicit) {
            // ND4J never counts its own padding, regardless of the given divisor, so the map is padded with zeros
            // first.
            SDVariable padded = padded(x, explicit.height(), explicit.height(), explicit.width(), explicit.width());
            return layers.sized(
                    layers.graph().cnn().avgPooling2d(padded, poolingConfig(kernel, stride, Padding.of(0))), out);
        }
        return layers.sized(layers.graph().cnn().avgPooling2d(x, poolingConfig(kernel, stride, padding)), out);
    }

    private SDVariable padForCeil(SDVariable x, int kernel, int stride, Padding padding, ImageSize out) {
        ImageSize in = layers.sizeOf(x);
        int border = padding instanceof Padding.Explicit explicit ? explicit.height() : 0;
        int below = Math.max(0, (out.height() - 1) * stride + kernel - in.height() - 2 * border);
        int right = Math.max(0, (out.width() - 1) * stride + kernel - in.width() - 2 * border);
        return padded(x, 0, below, 0, right);
    }

    private SDVariable padded(SDVariable x, int above, int below, int left, int right) {
        if (above + below + left + right == 0) {
            return x;
        }
        ImageSize in = layers.sizeOf(x);
        SDVariable amounts = layers.constant(
                "padding#" + above + "#" + below + "#" + left + "#" + right,
                Nd4j.createFromArray(new int[][] {{0, 0}, {0, 0}, {above, below}, {left, right}}));
        return layers.sized(
                layers.graph().nn().pad(x, amounts, 0),
                new ImageSize(in.height() + above + below, in.width() + left + right));
    }

    private static Pooling2DConfig poolingConfig(int kernel, int stride, Padding padding) {
        boolean same = padding instanceof Padding.Same;
        int height = padding instanceof Padding.Explicit explicit ? explicit.height() : 0;
        int width = padding instanceof Padding.Explicit explicit ? explicit.width() : 0;
        return Pooling2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(height)
                .pW(width)
                .isNHWC(false)
                .paddingMode(same ? PaddingMode.SAME : PaddingMode.VALID)
                .build();
    }
}
