package org.wsol.dl4j.convert;

import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;

/** Local response normalisation across channels (Krizhevsky et al. 2012, section 3.3). */
final class Neighbours {
    private Neighbours() {}

    static Operation of(LocalResponseNormalization layer) {
        return Operation.unary((layers, x) -> {
            SDVariable squares = x.variable().mul(x.variable());
            SDVariable sums =
                    layers.graph().cnn().conv2d(squares, band(layers, x.channels(), (int) layer.getN() / 2), point());
            SDVariable scale =
                    layers.graph().math().pow(sums.mul(layer.getAlpha()).add(layer.getK()), -layer.getBeta());
            SDVariable result = x.variable().mul(scale);
            return Tensor.map(layers.sized(result, layers.sizeOf(x.variable())), x.channels());
        });
    }

    /** A 1x1 kernel that sums the channels at a distance of at most {@code reach}. */
    private static SDVariable band(Layers layers, int channels, int reach) {
        INDArray kernel = Nd4j.zeros(layers.parameters().type(), 1, 1, channels, channels);
        for (int i = 0; i < channels; i++) {
            for (int j = Math.max(0, i - reach); j <= Math.min(channels - 1, i + reach); j++) {
                kernel.putScalar(new long[] {0, 0, i, j}, 1);
            }
        }
        return layers.constant("neighbours#" + channels + "#" + reach, kernel);
    }

    private static Conv2DConfig point() {
        return Conv2DConfig.builder()
                .kH(1)
                .kW(1)
                .sH(1)
                .sW(1)
                .dataFormat(Conv2DConfig.NCHW)
                .paddingMode(PaddingMode.VALID)
                .build();
    }
}
