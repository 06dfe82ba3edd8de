package org.wsol.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * A convolution in groups: each group of channels out depends on one group of channels in (Xie et al. 2017). Inputs x
 * (B, C, H, W), weight (out, C / groups, rows, columns) in PyTorch's order and, if any, a bias (out).
 *
 * @param groups how many groups
 * @param window ND4J's integer arguments of {@code conv2d}: kernel, stride, padding, dilation, padding mode, data format
 *     (0, channels first) and kernel format (0)
 */
public record GroupedConvolution(int groups, List<Long> window) implements Composite {
    private static final int[] TO_ND4J = {2, 3, 1, 0};
    private static final int[] FROM_ND4J = {3, 2, 0, 1};

    /** Copies the arguments. */
    public GroupedConvolution {
        window = List.copyOf(window);
    }

    static GroupedConvolution of(List<Long> integers) {
        return new GroupedConvolution(Math.toIntExact(integers.get(0)), integers.subList(1, integers.size()));
    }

    @Override
    public Kind kind() {
        return Kind.GROUPED_CONVOLUTION;
    }

    @Override
    public List<Long> integers() {
        List<Long> all = new ArrayList<>(List.of((long) groups));
        all.addAll(window);
        return all;
    }

    @Override
    public Composite gradient() {
        return new Gradient(this);
    }

    @Override
    public List<SDVariable> values(List<SDVariable> inputs) {
        SameDiff graph = inputs.get(0).getSameDiff();
        SDVariable[] maps = graph.split(inputs.get(0), groups, 1);
        SDVariable[] kernels = graph.split(inputs.get(1), groups, 0);
        SDVariable[] results = new SDVariable[groups];
        for (int i = 0; i < groups; i++) {
            results[i] = graph.cnn().conv2d(maps[i], kernels[i].permute(TO_ND4J), configuration());
        }
        SDVariable whole = graph.concat(1, results);
        return List.of(inputs.size() < 3 ? whole : whole.add(inputs.get(2).reshape(1, -1, 1, 1)));
    }

    private Conv2DConfig configuration() {
        return Conv2DConfig.builder()
                .kH(window.get(0))
                .kW(window.get(1))
                .sH(window.get(2))
                .sW(window.get(3))
                .pH(window.get(4))
                .pW(window.get(5))
                .paddingMode(window.get(8) == 1 ? PaddingMode.SAME : PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO)
                .build();
    }

    /**
     * The gradient: inputs x, weight, bias if any and the gradient of y, values the gradients of x, weight and bias.
     *
     * @param convolution the convolution
     */
    public record Gradient(GroupedConvolution convolution) implements Composite {

        @Override
        public Kind kind() {
            return Kind.GROUPED_CONVOLUTION_GRADIENT;
        }

        @Override
        public List<Long> integers() {
            return convolution.integers();
        }

        @Override
        public List<SDVariable> values(List<SDVariable> inputs) {
            int groups = convolution.groups();
            SameDiff graph = inputs.get(0).getSameDiff();
            SDVariable dy = inputs.get(inputs.size() - 1);
            SDVariable[] maps = graph.split(inputs.get(0), groups, 1);
            SDVariable[] kernels = graph.split(inputs.get(1), groups, 0);
            SDVariable[] shares = graph.split(dy, groups, 1);
            SDVariable[] byMap = new SDVariable[groups];
            SDVariable[] byKernel = new SDVariable[groups];
            for (int i = 0; i < groups; i++) {
                SDVariable[] known = {maps[i], kernels[i].permute(TO_ND4J), shares[i]};
                SDVariable[] parts = new NativeGradient(graph, known, convolution.window()).outputVariables();
                byMap[i] = parts[0];
                byKernel[i] = parts[1].permute(FROM_ND4J);
            }
            List<SDVariable> gradients = new ArrayList<>(List.of(graph.concat(1, byMap), graph.concat(0, byKernel)));
            if (inputs.size() > 3) {
                gradients.add(dy.sum(0, 2, 3));
            }
            return gradients;
        }
    }

    /** ND4J's {@code conv2d_bp}, by its arguments alone. */
    public static final class NativeGradient extends DynamicCustomOp {
        private static final String OPERATION = "conv2d_bp";

        /** For ND4J's cloning only. */
        public NativeGradient() {}

        NativeGradient(SameDiff graph, SDVariable[] inputs, List<Long> window) {
            super(null, graph, inputs, false);
            addIArgument(window.stream().mapToLong(Long::longValue).toArray());
        }

        @Override
        public String opName() {
            return OPERATION;
        }

        @Override
        public int getNumOutputs() {
            return 2;
        }

        @Override
        public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
            return inputTypes.subList(0, 2);
        }
    }
}
