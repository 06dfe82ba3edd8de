package org.wsol.engine.graph;

import java.util.List;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/** A {@link Convolution} in ND4J's words. */
final class ConvolutionArguments {
    private ConvolutionArguments() {}

    static Conv2DConfig configuration(Convolution geometry) {
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
    static List<Long> window(Convolution geometry) {
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
