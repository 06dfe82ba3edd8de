package org.wsol.dl4j.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;

/** Translates operations with sliding windows: convolutions and poolings. */
final class Windows {
    private static final int SAME = 8;
    private static final int PADDING_COUNTS = 9;
    private static final int RED_GREEN_BLUE = 3;

    private Windows() {}

    static boolean isConvolution(SameDiffOp operation) {
        return operation.getOp().opName().equals("conv2d")
                || operation.getOp().opName().equals("depthwise_conv2d");
    }

    /**
     * The kernel's name up to the suffix added by transformations, without its last component: {@code layer1.0.conv1}.
     */
    static String layerName(SameDiff graph, String kernel) {
        String name = kernel;
        Variable variable = Required.value(graph.getVariables(), name);
        while (variable.getOutputOfOp() != null) {
            name = Required.value(graph.getOps(), variable.getOutputOfOp())
                    .getInputsToOp()
                    .get(0);
            variable = Required.value(graph.getVariables(), name);
        }
        String plain = name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
        return plain.endsWith(".weight") ? plain.substring(0, plain.length() - ".weight".length()) : plain;
    }

    static String convolution(TracedGraph traced, SameDiffOp operation, GraphDraft draft, String wanted, String x) {
        boolean depthwise = operation.getOp().opName().startsWith("depthwise");
        // (rows, columns, in, out), or (rows, columns, in, multiplier)
        INDArray kernels = traced.value(operation.getInputsToOp().get(1));
        long out = depthwise ? kernels.size(2) * kernels.size(3) : kernels.size(3);
        boolean biased = operation.getInputsToOp().size() > 2;
        int[] arguments = Translator.integers(operation);
        ConvolutionLayer.BaseConvBuilder<?> builder = depthwise
                ? new DepthwiseConvolution2D.Builder().depthMultiplier((int) kernels.size(3))
                : new ConvolutionLayer.Builder();
        builder.nOut(out);
        builder.hasBias(biased);
        boolean same = arguments[SAME] == 1;
        builder.convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate);
        ConvolutionLayer layer = built(builder, arguments, same);
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        parameters.put("W", depthwise ? kernels : kernels.permute(3, 2, 0, 1));
        if (biased) {
            parameters.put("b", traced.value(operation.getInputsToOp().get(2)).reshape(1, out));
        }
        return draft.layer(wanted, layer, parameters, x);
    }

    private static ConvolutionLayer built(ConvolutionLayer.BaseConvBuilder<?> builder, int[] arguments, boolean same) {
        int[] kernel = {arguments[0], arguments[1]};
        int[] stride = {arguments[2], arguments[3]};
        int[] padding = same ? new int[] {0, 0} : new int[] {arguments[4], arguments[5]};
        int[] dilation = {arguments[6], arguments[7]};
        if (builder instanceof DepthwiseConvolution2D.Builder depthwise) {
            depthwise.kernelSize(kernel);
            depthwise.stride(stride);
            depthwise.padding(padding);
            depthwise.dilation(dilation);
            return depthwise.build();
        }
        ConvolutionLayer.Builder plain = (ConvolutionLayer.Builder) builder;
        plain.kernelSize(kernel);
        plain.stride(stride);
        plain.padding(padding);
        plain.dilation(dilation);
        return plain.build();
    }

    static Optional<String> pooling(SameDiffOp operation, GraphDraft draft, String wanted, String x) {
        int[] arguments = Translator.integers(operation);
        boolean same = arguments[SAME] == 1;
        boolean average = operation.getOp().opName().startsWith("avg");
        SubsamplingLayer layer = new SubsamplingLayer.Builder(
                        average ? SubsamplingLayer.PoolingType.AVG : SubsamplingLayer.PoolingType.MAX)
                .kernelSize(arguments[0], arguments[1])
                .stride(arguments[2], arguments[3])
                .padding(same ? 0 : arguments[4], same ? 0 : arguments[5])
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .avgPoolIncludePadInDivisor(average && arguments[PADDING_COUNTS] == 1)
                .build();
        return Optional.of(draft.layer(wanted, layer, x));
    }

    /** Converts red, green, blue to blue, green, red with a 1x1 convolution. */
    static String reversed(GraphDraft draft, String wanted, String x) {
        INDArray kernels = Nd4j.zeros(RED_GREEN_BLUE, RED_GREEN_BLUE, 1, 1);
        for (int i = 0; i < RED_GREEN_BLUE; i++) {
            kernels.putScalar(new int[] {i, RED_GREEN_BLUE - 1 - i, 0, 0}, 1);
        }
        ConvolutionLayer layer = new ConvolutionLayer.Builder(1, 1)
                .nOut(RED_GREEN_BLUE)
                .hasBias(false)
                .build();
        return draft.layer(wanted, layer, Map.of("W", kernels), x);
    }
}
