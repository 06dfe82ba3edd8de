package org.wsol.pipeline.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Writes operations that only move values. */
record ShapeNodes(OnnxGraph graph) {
    private static final int SLICE_MASKS = 5;

    void reshape(Call call) {
        int[] given = call.integers();
        boolean ordered = given.length > 0 && given[0] == -'c';
        int[] shape = ordered ? Arrays.copyOfRange(given, 1, given.length) : given;
        long[] wanted = shape.length > 0
                ? Arrays.stream(shape).asLongStream().toArray()
                : call.value(1).toLongVector();
        graph.node("Reshape", List.of(call.input(0), graph.numbers(wanted)), call.output());
    }

    void permute(Call call) {
        long[] order = call.inputs().size() > 1
                ? call.value(1).toLongVector()
                : Arrays.stream(call.integers()).asLongStream().toArray();
        graph.node(
                "Transpose",
                List.of(call.input(0)),
                call.output(),
                OnnxGraph.attributes().numbers("perm", order));
    }

    void pad(Call call) {
        int[][] sides = call.value(1).toIntMatrix();
        long[] pads = IntStream.concat(
                        Arrays.stream(sides).mapToInt(side -> side[0]),
                        Arrays.stream(sides).mapToInt(side -> side[1]))
                .asLongStream()
                .toArray();
        graph.node("Pad", List.of(call.input(0), graph.numbers(pads)), call.output());
    }

    void concat(Call call) {
        graph.node(
                "Concat", call.inputs(), call.output(), OnnxGraph.attributes().number("axis", call.integers()[0]));
    }

    /** ND4J's split into equal parts; arguments are their number, then the dimension. */
    void split(Call call) {
        int[] arguments = call.integers();
        graph.node(
                "Split",
                List.of(call.input(call.inputs().size() - 1)),
                call.outputs(),
                OnnxGraph.attributes().number("axis", arguments[1]));
    }

    /** Five masks, then begins, ends and strides for every dimension (as TensorFlow's StridedSlice). */
    void slice(Call call) {
        int[] arguments = call.integers();
        int rank = (arguments.length - SLICE_MASKS) / 3;
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        List<Long> axes = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        List<Long> dropped = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            boolean fromStart = (arguments[0] >> axis & 1) == 1;
            boolean toEnd = (arguments[2] >> axis & 1) == 1;
            boolean single = (arguments[4] >> axis & 1) == 1;
            long begin = fromStart ? 0 : arguments[SLICE_MASKS + axis];
            axes.add((long) axis);
            starts.add(begin);
            long end = toEnd ? Long.MAX_VALUE : arguments[SLICE_MASKS + rank + axis];
            ends.add(single ? begin + 1 : end);
            steps.add((long) arguments[SLICE_MASKS + 2 * rank + axis]);
            if (single) {
                dropped.add((long) axis);
            }
        }
        String sliced = dropped.isEmpty() ? call.output() : graph.helper(call.output());
        graph.node(
                "Slice", List.of(call.input(0), numbers(starts), numbers(ends), numbers(axes), numbers(steps)), sliced);
        if (!dropped.isEmpty()) {
            graph.node("Squeeze", List.of(sliced, numbers(dropped)), call.output());
        }
    }

    private String numbers(List<Long> values) {
        return graph.numbers(values.stream().mapToLong(Long::longValue).toArray());
    }
}
