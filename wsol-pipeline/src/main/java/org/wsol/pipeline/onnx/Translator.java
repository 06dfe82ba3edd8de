package org.wsol.pipeline.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.engine.nd4j.CompositeOperation;
import org.wsol.engine.nd4j.GroupedConvolution;
import org.wsol.engine.plan.StaticShapes;

/** Writes the operations of a graph one after the other as ONNX nodes of opset 13. For one graph only. */
final class Translator {
    private static final Map<String, String> ONE_TO_ONE = Map.ofEntries(
            Map.entry("sigmoid", "Sigmoid"),
            Map.entry("tanh", "Tanh"),
            Map.entry("exp", "Exp"),
            Map.entry("sqrt", "Sqrt"),
            Map.entry("erf", "Erf"),
            Map.entry("neg", "Neg"),
            Map.entry("abs", "Abs"),
            Map.entry("identity", "Identity"),
            Map.entry("bitcast", "Identity"), // converts back and forth only to stop gradients
            Map.entry("add", "Add"),
            Map.entry("subtract", "Sub"),
            Map.entry("multiply", "Mul"),
            Map.entry("divide", "Div"),
            Map.entry("maximum", "Max"),
            Map.entry("max_pairwise", "Max"),
            Map.entry("minimum", "Min"),
            Map.entry("min_pairwise", "Min"),
            Map.entry("greater", "Greater"),
            Map.entry("greater_equal", "GreaterOrEqual"),
            Map.entry("less", "Less"),
            Map.entry("less_equal", "LessOrEqual"),
            Map.entry("equals", "Equal"));
    private static final Map<String, String> WITH_SCALAR = Map.ofEntries(
            Map.entry("add_scalar", "Add"),
            Map.entry("sub_scalar", "Sub"),
            Map.entry("mul_scalar", "Mul"),
            Map.entry("div_scalar", "Div"),
            Map.entry("pow", "Pow"),
            Map.entry("max_scalar", "Max"),
            Map.entry("min_scalar", "Min"),
            Map.entry("greaterthan_scalar", "Greater"),
            Map.entry("gt_scalar", "Greater"),
            Map.entry("greaterthanorequal_scalar", "GreaterOrEqual"),
            Map.entry("gte_scalar", "GreaterOrEqual"),
            Map.entry("lessthan_scalar", "Less"),
            Map.entry("lt_scalar", "Less"),
            Map.entry("lessthanorequal_scalar", "LessOrEqual"),
            Map.entry("lte_scalar", "LessOrEqual"));
    private static final Map<String, String> SCALAR_FIRST = Map.of("rsub_scalar", "Sub", "rdiv_scalar", "Div");
    private static final Map<String, String> REDUCTIONS =
            Map.of("reduce_mean", "ReduceMean", "reduce_max", "ReduceMax", "reduce_min", "ReduceMin");
    private static final float SIX = 6;

    private final OnnxGraph graph;
    private final WindowNodes windows;
    private final ShapeNodes shapes;
    private final Map<String, List<String>> unknown = new LinkedHashMap<>();

    Translator(OnnxGraph graph) {
        this.graph = graph;
        this.windows = new WindowNodes(graph);
        this.shapes = new ShapeNodes(graph);
    }

    /** The inputs an operation actually reads; for a composite, those of the exported form. */
    static List<String> read(Call call) {
        if (!call.kind().equals(CompositeOperation.OPERATION)) {
            return call.inputs();
        }
        List<Long> integers =
                Arrays.stream(call.integers()).asLongStream().boxed().toList();
        int values = CompositeOperation.valueCount(integers);
        return groupedConvolution(call).isPresent()
                ? call.inputs().subList(values, call.inputs().size())
                : call.inputs().subList(0, values);
    }

    private static java.util.Optional<GroupedConvolution> groupedConvolution(Call call) {
        DynamicCustomOp operation = (DynamicCustomOp) call.operation().getOp();
        return CompositeOperation.read(
                                Arrays.stream(operation.iArgs()).boxed().toList(),
                                Arrays.stream(operation.tArgs()).boxed().toList())
                        instanceof GroupedConvolution grouped
                ? java.util.Optional.of(grouped)
                : java.util.Optional.empty();
    }

    void write(Call call) {
        for (int i = 0; i < call.inputs().size(); i++) {
            if (isElementwise(call.kind()) && !call.moves(i)) {
                graph.floats(call.input(i), call.value(i));
            }
        }
        String kind = call.kind();
        if (ONE_TO_ONE.containsKey(kind)) {
            graph.node(ONE_TO_ONE.get(kind), call.inputs(), call.output());
        } else if (WITH_SCALAR.containsKey(kind)) {
            graph.node(WITH_SCALAR.get(kind), List.of(call.input(0), scalar(call)), call.output());
        } else if (SCALAR_FIRST.containsKey(kind)) {
            graph.node(SCALAR_FIRST.get(kind), List.of(scalar(call), call.input(0)), call.output());
        } else if (REDUCTIONS.containsKey(kind)) {
            reduce(call);
        } else {
            writeOther(call);
        }
    }

    private static boolean isElementwise(String kind) {
        return ONE_TO_ONE.containsKey(kind) || kind.equals("matmul") || kind.equals("mmul") || kind.equals("concat");
    }

    private void writeOther(Call call) {
        switch (call.kind()) {
            case "conv2d", "depthwise_conv2d" -> windows.convolution(call);
            case "maxpool2d", "avgpool2d" -> windows.pooling(call);
            case "relu" -> graph.node("Relu", List.of(call.input(0)), call.output());
            case "relu6" -> graph.node("Clip", List.of(call.input(0), graph.real(0), graph.real(SIX)), call.output());
            case "reshape" -> shapes.reshape(call);
            case "permute", "transpose" -> shapes.permute(call);
            case "pad" -> shapes.pad(call);
            case "concat" -> shapes.concat(call);
            case "split" -> shapes.split(call);
            case "strided_slice" -> shapes.slice(call);
            case "matmul", "mmul" -> product(call);
            case "softmax" ->
                graph.node(
                        "Softmax",
                        List.of(call.input(0)),
                        call.output(),
                        OnnxGraph.attributes().number("axis", call.integers().length > 0 ? call.integers()[0] : -1));
            case "reduce_sum" -> sum(call);
            case "argmax" -> argmax(call);
            case "onehot" -> oneHot(call);
            case "cast" -> cast(call);
            case CompositeOperation.OPERATION -> composite(call);
            default ->
                unknown.computeIfAbsent(call.kind(), kind -> new ArrayList<>()).add(call.output());
        }
    }

    private String scalar(Call call) {
        return graph.real(call.scalar().orElseThrow());
    }

    private void reduce(Call call) {
        OnnxGraph.Attributes attributes = OnnxGraph.attributes()
                .numbers("axes", call.dimensions())
                .number("keepdims", call.keepsDimensions() ? 1 : 0);
        graph.node(Required.value(REDUCTIONS, call.kind()), List.of(call.input(0)), call.output(), attributes);
    }

    private void sum(Call call) {
        graph.node(
                "ReduceSum",
                List.of(call.input(0), graph.numbers(call.dimensions())),
                call.output(),
                OnnxGraph.attributes().number("keepdims", call.keepsDimensions() ? 1 : 0));
    }

    /** The first two integers specify whether the factors are transposed. */
    private void product(Call call) {
        int[] transposed = call.integers();
        String a = transposed.length > 0 && transposed[0] == 1 ? turned(call, 0) : call.input(0);
        String b = transposed.length > 1 && transposed[1] == 1 ? turned(call, 1) : call.input(1);
        graph.node("MatMul", List.of(a, b), call.output());
    }

    private String turned(Call call, int index) {
        int rank = call.moves(index)
                ? StaticShapes.rank(call.operation().getOp().arg(index))
                : call.value(index).rank();
        long[] order = new long[rank];
        Arrays.setAll(order, i -> i);
        order[rank - 1] = rank - 2L;
        order[rank - 2] = rank - 1L;
        return graph.node(
                "Transpose",
                List.of(call.input(index)),
                graph.helper(call.input(index) + "#turned"),
                OnnxGraph.attributes().numbers("perm", order));
    }

    private void argmax(Call call) {
        graph.node(
                "ArgMax",
                List.of(call.input(0)),
                call.output(),
                OnnxGraph.attributes().number("axis", call.dimensions()[0]).number("keepdims", 0));
    }

    /** Integers: dimension, classes; reals: the values for "this class" and "another one". */
    private void oneHot(Call call) {
        int[] integers = call.integers();
        double[] reals = call.reals();
        String values = graph.pair((float) reals[1], (float) reals[0]);
        graph.node(
                "OneHot",
                List.of(call.input(0), graph.number(integers[1]), values),
                call.output(),
                OnnxGraph.attributes().number("axis", integers[0]));
    }

    private void cast(Call call) {
        DataType type = call.type().orElse(DataType.FLOAT);
        if (type != DataType.FLOAT) {
            unknown.computeIfAbsent("cast to " + type, kind -> new ArrayList<>())
                    .add(call.output());
            return;
        }
        graph.node(
                "Cast",
                List.of(call.input(0)),
                call.output(),
                OnnxGraph.attributes().number("to", OnnxGraph.FLOAT));
    }

    private void composite(Call call) {
        List<String> read = read(call);
        java.util.Optional<GroupedConvolution> grouped = groupedConvolution(call);
        if (grouped.isPresent()) {
            windows.grouped(call, call.inputs().size() - read.size(), grouped.get());
            return;
        }
        for (int i = 0; i < read.size(); i++) {
            graph.node("Identity", List.of(read.get(i)), call.outputs().get(i));
        }
    }

    /** Throws if an operation could not be converted, naming all of them. */
    void requireAllKnown() {
        if (!unknown.isEmpty()) {
            throw new InvalidInputException("these operations of the network cannot be written as ONNX: "
                    + unknown.entrySet().stream()
                            .map(kind -> kind.getKey() + " (" + String.join(", ", kind.getValue()) + ")")
                            .collect(java.util.stream.Collectors.joining("; ")));
        }
    }
}
