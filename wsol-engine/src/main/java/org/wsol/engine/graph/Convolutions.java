package org.wsol.engine.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.engine.nd4j.CompositeOperation;
import org.wsol.engine.nd4j.GroupedConvolution;

/** Adds convolutions: plain, depthwise and grouped ones, each as the corresponding ND4J operation. */
record Convolutions(Layers layers, StageProbe probe) {

    SDVariable apply(SDVariable x, SDVariable weight, @Nullable SDVariable bias, Convolution geometry) {
        SameDiff graph = layers.graph();
        ImageSize out = Windows.outputSize(
                layers.sizeOf(x),
                geometry.kernelHeight(),
                geometry.kernelWidth(),
                geometry.stride(),
                geometry.padding(),
                false);
        layers.count(geometry.weightCount() * out.area());
        Conv2DConfig config = configuration(geometry);
        SDVariable result;
        if (geometry.groups() > 1) {
            List<SDVariable> inputs = bias == null ? List.of(x, weight) : List.of(x, weight, bias);
            GroupedConvolution grouped = new GroupedConvolution(geometry.groups(), window(geometry));
            result = CompositeOperation.apply(grouped, inputs).get(0);
        } else if (geometry.depthwise()) {
            SDVariable kernel = permuted(weight, 2, 3, 0, 1);
            result = bias == null
                    ? graph.cnn().depthWiseConv2d(x, kernel, config)
                    : graph.cnn().depthWiseConv2d(x, kernel, bias, config);
        } else {
            SDVariable kernel = permuted(weight, 2, 3, 1, 0);
            result = bias == null
                    ? graph.cnn().conv2d(x, kernel, config)
                    : graph.cnn().conv2d(x, kernel, bias, config);
        }
        if (bias != null) {
            probe.convolved(result, bias);
        }
        return layers.sized(result, out);
    }

    /** ND4J's convolution gradient supports kernels in the order (rows, columns, in, out) only. */
    private SDVariable permuted(SDVariable weight, int... order) {
        return layers.shared(weight.name() + "#kernel", () -> weight.permute(order));
    }

    private static Conv2DConfig configuration(Convolution geometry) {
        Conv2DConfig.Conv2DConfigBuilder config = Conv2DConfig.builder()
                .kH(geometry.kernelHeight())
                .kW(geometry.kernelWidth())
                .sH(geometry.stride())
                .sW(geometry.stride())
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO);
        if (geometry.padding() instanceof Padding.Explicit explicit) {
            return config.pH(explicit.height())
                    .pW(explicit.width())
                    .paddingMode(PaddingMode.VALID)
                    .build();
        }
        return config.paddingMode(PaddingMode.SAME).build();
    }

    /** The integer arguments: kernel, stride, padding, dilation, padding mode, data format and kernel format. */
    private static List<Long> window(Convolution geometry) {
        boolean explicit = geometry.padding() instanceof Padding.Explicit;
        long rows = geometry.padding() instanceof Padding.Explicit zeros ? zeros.height() : 0;
        long columns = geometry.padding() instanceof Padding.Explicit zeros ? zeros.width() : 0;
        long stride = geometry.stride();
        long height = geometry.kernelHeight();
        return List.of(
                height,
                (long) geometry.kernelWidth(),
                stride,
                stride,
                rows,
                columns,
                1L,
                1L,
                explicit ? 0L : 1L,
                0L,
                0L);
    }
}
