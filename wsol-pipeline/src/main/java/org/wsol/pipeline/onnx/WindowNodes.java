package org.wsol.pipeline.onnx;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.nd4j.GroupedConvolution;

/** Writes operations with sliding windows: convolutions and poolings. Kernels become (out, in, rows, columns). */
record WindowNodes(OnnxGraph graph) {
    private static final int SAME = 8;

    void convolution(Call call) {
        boolean depthwise = call.kind().startsWith("depthwise");
        INDArray kernels = call.value(1); // (rows, columns, in, out), or (rows, columns, in, multiplier)
        long groups = depthwise ? kernels.size(2) : 1;
        INDArray ordered = depthwise ? kernels.permute(2, 3, 0, 1) : kernels.permute(3, 2, 0, 1);
        if (depthwise) {
            ordered = ordered.dup('c').reshape('c', groups * kernels.size(3), 1, kernels.size(0), kernels.size(1));
        }
        convolution(call, 0, ordered, groups, call.integers(), call.output());
    }

    /**
     * @param first index of the images among the inputs; kernels (out, in, rows, columns) and bias follow
     */
    void grouped(Call call, int first, GroupedConvolution convolution) {
        int[] window = convolution.window().stream().mapToInt(Math::toIntExact).toArray();
        convolution(call, first, call.value(first + 1), convolution.groups(), window, call.output());
    }

    private void convolution(Call call, int first, INDArray kernels, long groups, int[] window, String output) {
        List<String> from = new ArrayList<>();
        from.add(call.input(first));
        from.add(graph.floats(call.input(first + 1) + "#oihw", kernels));
        if (call.inputs().size() > first + 2) {
            from.add(graph.floats(call.input(first + 2), call.value(first + 2)));
        }
        OnnxGraph.Attributes attributes = windows(window).number("group", groups);
        attributes.numbers("dilations", window[6], window[7]);
        graph.node("Conv", from, output, attributes);
    }

    void pooling(Call call) {
        boolean average = call.kind().startsWith("avg");
        OnnxGraph.Attributes attributes = windows(call.integers());
        if (average) {
            attributes.number("count_include_pad", 0); // ND4J never includes its own padding
        }
        graph.node(average ? "AveragePool" : "MaxPool", List.of(call.input(0)), call.output(), attributes);
    }

    private static OnnxGraph.Attributes windows(int[] window) {
        OnnxGraph.Attributes attributes = OnnxGraph.attributes();
        attributes.numbers("kernel_shape", window[0], window[1]).numbers("strides", window[2], window[3]);
        return window[SAME] == 1
                ? attributes.text("auto_pad", "SAME_UPPER")
                : attributes.numbers("pads", window[4], window[5], window[4], window[5]);
    }
}
