package org.wsol.dl4j.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wsol.core.ImageSize;
import org.wsol.engine.nd4j.ChannelScale;
import org.wsol.engine.nd4j.Composite;
import org.wsol.engine.nd4j.CompositeOperation;
import org.wsol.engine.nd4j.GroupedConvolution;
import org.wsol.engine.nd4j.LayerNorm;

/** Translates composite operations. */
final class Composites {
    private static final int MAP_RANK = 4;

    private Composites() {}

    static boolean isComposite(SameDiffOp operation) {
        return operation.getOp() instanceof CompositeOperation;
    }

    /** The inputs of a composite, without the composed values. */
    static List<String> inputs(SameDiffOp operation) {
        int values = CompositeOperation.valueCount(integers(operation));
        return operation
                .getInputsToOp()
                .subList(values, operation.getInputsToOp().size());
    }

    private static List<Long> integers(SameDiffOp operation) {
        return Arrays.stream(((DynamicCustomOp) operation.getOp()).iArgs())
                .boxed()
                .toList();
    }

    private static Composite composite(SameDiffOp operation) {
        return CompositeOperation.read(
                integers(operation),
                Arrays.stream(((DynamicCustomOp) operation.getOp()).tArgs())
                        .boxed()
                        .toList());
    }

    /** The display name of the operation. */
    static String describe(SameDiffOp operation) {
        Composite composite = composite(operation);
        return composite instanceof org.wsol.engine.nd4j.Activation activation
                ? activation.function().name()
                : composite.kind().name();
    }

    /** Whether it has weights, whose name determines the layer's name. */
    static boolean isConvolution(SameDiffOp operation) {
        return isComposite(operation) && composite(operation) instanceof GroupedConvolution;
    }

    static Optional<String> vertex(
            TracedGraph traced, SameDiffOp operation, GraphDraft draft, String wanted, List<String> moving) {
        Composite composite = composite(operation);
        if (composite instanceof org.wsol.engine.nd4j.Activation activation) {
            return Optional.of(activation(activation.function(), draft, wanted, moving.get(0)));
        } else if (composite instanceof LayerNorm norm && norm.rank() == MAP_RANK && norm.axis() == 1) {
            return Optional.of(normalized(norm, traced, operation, draft, wanted, moving.get(0)));
        } else if (composite instanceof ChannelScale && moving.size() == 2) {
            return Optional.of(scaled(traced.sizeOf(inputs(operation).get(0)), draft, wanted, moving));
        } else if (composite instanceof GroupedConvolution grouped) {
            return Optional.of(convolution(grouped, traced, operation, draft, wanted, moving.get(0)));
        }
        return Optional.empty();
    }

    private static String activation(
            org.wsol.engine.nd4j.Activation.Function function, GraphDraft draft, String wanted, String x) {
        Assemblies assemblies = new Assemblies(draft);
        return switch (function) {
            case SILU -> draft.layer(wanted, new ActivationLayer(Activation.SWISH), x);
            case HARD_SIGMOID -> assemblies.hardSigmoid(wanted, x);
            case HARD_SWISH ->
                draft.vertex(
                        wanted,
                        new ElementWiseVertex(ElementWiseVertex.Op.Product),
                        x,
                        assemblies.hardSigmoid(wanted + "-gate", x));
            case GELU -> assemblies.gelu(wanted, x);
        };
    }

    private static String normalized(
            LayerNorm norm, TracedGraph traced, SameDiffOp operation, GraphDraft draft, String wanted, String x) {
        List<String> inputs = inputs(operation);
        return new Assemblies(draft)
                .layerNorm(
                        wanted,
                        x,
                        traced.sizeOf(inputs.get(0)),
                        traced.value(inputs.get(1)),
                        traced.value(inputs.get(2)),
                        norm.epsilon());
    }

    /** Deeplearning4j multiplies only maps of equal size, so the factors are repeated. */
    private static String scaled(ImageSize size, GraphDraft draft, String wanted, List<String> moving) {
        String factors = draft.layer(
                wanted + "-factors",
                new Upsampling2D.Builder()
                        .size(new int[] {size.height(), size.width()})
                        .build(),
                moving.get(1));
        return draft.vertex(wanted, new ElementWiseVertex(ElementWiseVertex.Op.Product), moving.get(0), factors);
    }

    /**
     * Deeplearning4j has no grouped convolutions: kernels over all channels are used, with zeros outside of their
     * group.
     */
    private static String convolution(
            GroupedConvolution grouped,
            TracedGraph traced,
            SameDiffOp operation,
            GraphDraft draft,
            String wanted,
            String x) {
        List<String> inputs = inputs(operation);
        INDArray kernels = traced.value(inputs.get(1)); // (out, in / groups, rows, columns)
        int[] window = grouped.window().stream().mapToInt(Math::toIntExact).toArray();
        long out = kernels.size(0);
        boolean biased = inputs.size() > 2;
        ConvolutionLayer layer = new ConvolutionLayer.Builder(window[0], window[1])
                .stride(window[2], window[3])
                .padding(window[4], window[5])
                .dilation(window[6], window[7])
                .nOut(out)
                .hasBias(biased)
                .build();
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        parameters.put("W", spread(kernels, grouped.groups()));
        if (biased) {
            parameters.put("b", traced.value(inputs.get(2)).reshape(1, out));
        }
        return draft.layer(wanted, layer, parameters, x);
    }

    private static INDArray spread(INDArray kernels, int groups) {
        long each = kernels.size(0) / groups;
        long seen = kernels.size(1);
        INDArray whole =
                Nd4j.zeros(kernels.dataType(), kernels.size(0), seen * groups, kernels.size(2), kernels.size(3));
        for (int group = 0; group < groups; group++) {
            var rows = NDArrayIndex.interval(group * each, (group + 1) * each);
            whole.get(rows, NDArrayIndex.interval(group * seen, (group + 1) * seen))
                    .assign(kernels.get(rows));
        }
        return whole;
    }
}
