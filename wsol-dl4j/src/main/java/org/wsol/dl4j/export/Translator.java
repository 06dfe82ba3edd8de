package org.wsol.dl4j.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;

/** Translates the operations of a graph one after the other. For one graph only. */
final class Translator {
    private static final int MAP_RANK = 4;

    private final TracedGraph traced;
    private final GraphDraft draft;
    private final Map<String, String> vertices = new HashMap<>();
    private final Map<String, List<String>> untranslated = new LinkedHashMap<>();

    Translator(TracedGraph traced, GraphDraft draft) {
        this.traced = traced;
        this.draft = draft;
        vertices.put(TracedGraph.IMAGES, TracedGraph.IMAGES);
    }

    /**
     * Translates all operations; returns the vertex of the features.
     *
     * @throws InvalidInputException naming every kind of operation without a Deeplearning4j layer, with its location
     */
    String translate() {
        for (SameDiffOp operation : traced.operations()) {
            String output = operation.getOutputsOfOp().get(0);
            String wanted = Optional.ofNullable(traced.stages().get(output)).orElseGet(() -> name(operation));
            Optional<String> vertex = vertex(operation, wanted);
            vertices.put(output, vertex.orElse(TracedGraph.IMAGES));
            if (vertex.isEmpty()) {
                untranslated
                        .computeIfAbsent(kind(operation), kind -> new ArrayList<>())
                        .add(output);
            }
        }
        if (!untranslated.isEmpty()) {
            throw new InvalidInputException("Deeplearning4j has no layer for these operations of the network: "
                    + untranslated.entrySet().stream()
                            .map(kind -> kind.getKey() + " (" + String.join(", ", kind.getValue()) + ")")
                            .collect(java.util.stream.Collectors.joining("; ")));
        }
        return Required.value(vertices, traced.features());
    }

    /** Operations with kernels are named after their layer, others after their function. */
    private String name(SameDiffOp operation) {
        if (Composites.isConvolution(operation)) {
            return Windows.layerName(
                    traced.graph(), Composites.inputs(operation).get(1));
        }
        return Windows.isConvolution(operation)
                ? Windows.layerName(traced.graph(), operation.getInputsToOp().get(1))
                : kind(operation).toLowerCase(java.util.Locale.ROOT);
    }

    private static String kind(SameDiffOp operation) {
        return Composites.isComposite(operation)
                ? Composites.describe(operation)
                : operation.getOp().opName();
    }

    private Optional<String> vertex(SameDiffOp operation, String wanted) {
        boolean composite = Composites.isComposite(operation);
        List<String> inputs = composite ? Composites.inputs(operation) : operation.getInputsToOp();
        List<String> moving =
                inputs.stream().filter(vertices::containsKey).map(vertices::get).toList();
        if (composite) {
            return Composites.vertex(traced, operation, draft, wanted, moving);
        }
        String x = moving.get(0);
        if (Windows.isConvolution(operation)) {
            return Optional.of(Windows.convolution(traced, operation, draft, wanted, x));
        }
        return switch (operation.getOp().opName()) {
            case "maxpool2d", "avgpool2d" -> Windows.pooling(operation, draft, wanted, x);
            case "relu" -> activation(Activation.RELU, wanted, x);
            case "relu6" -> activation(Activation.RELU6, wanted, x);
            case "sigmoid" -> activation(Activation.SIGMOID, wanted, x);
            case "tanh" -> activation(Activation.TANH, wanted, x);
            case "swish" -> activation(Activation.SWISH, wanted, x);
            case "hard_sigmoid" -> activation(Activation.HARDSIGMOID, wanted, x);
            case "softplus" -> activation(Activation.SOFTPLUS, wanted, x);
            case "leakyrelu" ->
                Optional.of(draft.layer(
                        wanted,
                        new ActivationLayer(
                                new ActivationLReLU(scalar(operation).orElse(0.01))),
                        x));
            case "add" -> joined(operation, ElementWiseVertex.Op.Add, moving, wanted);
            case "multiply" -> joined(operation, ElementWiseVertex.Op.Product, moving, wanted);
            case "concat" -> concatenated(moving, operation, wanted);
            case "pad" -> padded(operation, wanted, x);
            case "reduce_mean" -> pooled(operation, wanted, x);
            case "reshape" -> reshaped(operation, wanted, x);
            case "upsampling2d" -> upsampled(operation, wanted, x);
            case "mul_scalar" -> scalar(operation).map(factor -> draft.vertex(wanted, new ScaleVertex(factor), x));
            case "div_scalar" -> scalar(operation).map(factor -> draft.vertex(wanted, new ScaleVertex(1 / factor), x));
            case "add_scalar" -> scalar(operation).map(shift -> draft.vertex(wanted, new ShiftVertex(shift), x));
            case "sub_scalar" -> scalar(operation).map(shift -> draft.vertex(wanted, new ShiftVertex(-shift), x));
            case "reverse" -> Optional.of(Windows.reversed(draft, wanted, x));
            default -> Optional.empty();
        };
    }

    private Optional<String> activation(Activation function, String wanted, String x) {
        return Optional.of(draft.layer(wanted, new ActivationLayer(function), x));
    }

    private static Optional<Double> scalar(SameDiffOp operation) {
        if (operation.getOp() instanceof ScalarOp scalar && scalar.scalar() != null) {
            return Optional.of(scalar.scalar().getDouble(0));
        }
        return operation.getOp() instanceof DynamicCustomOp custom && custom.numTArguments() > 0
                ? Optional.of(custom.getTArgument(0))
                : Optional.empty();
    }

    /** Two maps are combined; a factor or shift per channel becomes an equivalent batch normalisation. */
    private Optional<String> joined(
            SameDiffOp operation, ElementWiseVertex.Op joint, List<String> moving, String wanted) {
        if (moving.size() == operation.getInputsToOp().size()) {
            return Optional.of(draft.vertex(wanted, new ElementWiseVertex(joint), moving.toArray(new String[0])));
        }
        INDArray values = operation.getInputsToOp().stream()
                .filter(input -> !vertices.containsKey(input))
                .map(traced::value)
                .findFirst()
                .orElseThrow();
        boolean byChannel = values.rank() == MAP_RANK && values.size(1) == values.length();
        if (!byChannel) {
            return Optional.empty();
        }
        long channels = values.length();
        INDArray row = values.reshape(1, channels);
        boolean product = joint == ElementWiseVertex.Op.Product;
        Map<String, INDArray> parameters = Map.of(
                "gamma",
                product ? row : Nd4j.ones(1, channels),
                "beta",
                product ? Nd4j.zeros(1, channels) : row,
                "mean",
                Nd4j.zeros(1, channels),
                "var",
                Nd4j.ones(1, channels));
        BatchNormalization layer = new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .eps(0)
                .useLogStd(false)
                .build();
        return Optional.of(draft.layer(wanted, layer, parameters, moving.get(0)));
    }

    private Optional<String> concatenated(List<String> moving, SameDiffOp operation, String wanted) {
        boolean allMove = moving.size() == operation.getInputsToOp().size();
        return allMove && integers(operation)[0] == 1
                ? Optional.of(draft.vertex(wanted, new MergeVertex(), moving.toArray(new String[0])))
                : Optional.empty();
    }

    private Optional<String> padded(SameDiffOp operation, String wanted, String x) {
        int[][] sides = traced.value(operation.getInputsToOp().get(1)).toIntMatrix();
        return Optional.of(draft.layer(
                wanted, new ZeroPaddingLayer.Builder(sides[2][0], sides[2][1], sides[3][0], sides[3][1]).build(), x));
    }

    private Optional<String> pooled(SameDiffOp operation, String wanted, String x) {
        int[] dimensions = operation.getOp() instanceof BaseReduceOp legacy && legacy.dimensions() != null
                ? legacy.dimensions().toIntVector()
                : new int[0];
        boolean global = dimensions.length == 2 && dimensions[0] + dimensions[1] == 2 + 3;
        return global
                ? Optional.of(draft.layer(
                        wanted,
                        new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                .collapseDimensions(!keepsDimensions(operation))
                                .build(),
                        x))
                : Optional.empty();
    }

    private static boolean keepsDimensions(SameDiffOp operation) {
        return operation.getOp() instanceof BaseReduceOp reduce && reduce.isKeepDims();
    }

    private Optional<String> reshaped(SameDiffOp operation, String wanted, String x) {
        int[] shape = integers(operation);
        int[] given =
                shape.length > 0 && shape[0] == -'c' ? java.util.Arrays.copyOfRange(shape, 1, shape.length) : shape;
        return given.length == 2 || given.length == MAP_RANK
                ? Optional.of(draft.vertex(wanted, new ReshapeVertex('c', given, null), x))
                : Optional.empty();
    }

    private Optional<String> upsampled(SameDiffOp operation, String wanted, String x) {
        int[] factors = integers(operation);
        return Optional.of(draft.layer(
                wanted,
                new Upsampling2D.Builder()
                        .size(new int[] {factors[0], factors[1]})
                        .build(),
                x));
    }

    static int[] integers(SameDiffOp operation) {
        return operation.getOp() instanceof DynamicCustomOp custom
                ? java.util.Arrays.stream(custom.iArgs())
                        .mapToInt(Math::toIntExact)
                        .toArray()
                : new int[0];
    }
}
