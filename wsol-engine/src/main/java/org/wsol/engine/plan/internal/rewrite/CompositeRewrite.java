package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.internal.Required;
import org.wsol.engine.nd4j.Activation;
import org.wsol.engine.nd4j.ChannelScale;
import org.wsol.engine.nd4j.Composite;
import org.wsol.engine.nd4j.CompositeOperation;
import org.wsol.engine.nd4j.GroupedConvolution;
import org.wsol.engine.nd4j.LayerNorm;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Replaces {@link CompositeOperation}s by {@link Fused} operations if requested and in single precision, otherwise by
 * the operations they are composed of. Operations needed only by the other form are removed.
 */
public final class CompositeRewrite {
    private final boolean fusing;

    /**
     * A rewrite.
     *
     * @param fusing whether the engine supports the {@link Fused} operations
     */
    public CompositeRewrite(boolean fusing) {
        this.fusing = fusing;
    }

    /** Rewrites. */
    public NodeGraph apply(NodeGraph graph, Map<String, TensorSpec> specs) {
        List<Node> nodes = new ArrayList<>();
        Map<String, Node> norms = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Custom custom
                    && node.kind().equals(CompositeOperation.OPERATION)) {
                nodes.addAll(rewritten(node, custom, specs, norms));
            } else {
                nodes.add(node);
            }
        }
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private List<Node> rewritten(
            Node node, Operation.Custom custom, Map<String, TensorSpec> specs, Map<String, Node> norms) {
        int values = CompositeOperation.valueCount(custom.integers());
        List<String> inputs = node.inputs().subList(values, node.inputs().size());
        List<String> outputs = node.outputs().subList(0, values);
        boolean single = Required.value(specs, node.output(0)).type() == DataType.FLOAT;
        Composite composite = CompositeOperation.read(custom.integers(), custom.reals());
        Optional<Node> fused = fusing && single ? fused(composite, inputs, outputs, norms) : Optional.empty();
        if (fused.isPresent()) {
            return List.of(fused.get());
        }
        List<Node> composed = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            composed.add(new Node(Operation.Custom.of("identity"), List.of(node.input(i)), List.of(outputs.get(i))));
        }
        return composed;
    }

    private static Optional<Node> fused(
            Composite composite, List<String> inputs, List<String> outputs, Map<String, Node> norms) {
        if (composite instanceof Activation activation) {
            return isKnown(activation)
                    ? Optional.of(new Node(new Fused.Elementwise(activation.function()), inputs, outputs))
                    : Optional.empty();
        } else if (composite instanceof Activation.Gradient gradient) {
            Activation activation = gradient.activation();
            return isKnown(activation)
                    ? Optional.of(new Node(new Fused.ElementwiseGradient(activation.function()), inputs, outputs))
                    : Optional.empty();
        } else if (composite instanceof ChannelScale) {
            return Optional.of(new Node(new Fused.ChannelScale(), inputs, outputs));
        } else if (composite instanceof ChannelScale.Gradient) {
            return Optional.of(new Node(new Fused.ChannelScaleGradient(), inputs, outputs));
        } else if (composite instanceof GroupedConvolution convolution) {
            Operation operation = new Fused.Convolution(call(convolution, ""), inputs.size() > 2, false, 0);
            return Optional.of(new Node(operation, inputs, outputs));
        } else if (composite instanceof GroupedConvolution.Gradient gradient) {
            return Optional.of(new Node(call(gradient.convolution(), "_bp"), inputs, outputs));
        } else if (composite instanceof LayerNorm norm) {
            return Optional.of(normed(norm, inputs, outputs, norms));
        } else if (composite instanceof LayerNorm.Gradient gradient) {
            return normGradient(gradient.norm(), inputs, outputs, norms);
        }
        return Optional.empty();
    }

    /** Hard-sigmoid is only applied to pooled channels, where its cost is negligible. */
    private static boolean isKnown(Activation activation) {
        return activation.function() != Activation.Function.HARD_SIGMOID;
    }

    private static Operation.Custom call(GroupedConvolution convolution, String suffix) {
        List<Long> integers = new ArrayList<>(convolution.window());
        integers.add((long) convolution.groups());
        return new Operation.Custom(Fused.GROUPED_CONVOLUTION + suffix, integers, List.of(), List.of(), List.of());
    }

    /** A norm that keeps mean and variance for its gradient. */
    private static Node normed(LayerNorm norm, List<String> inputs, List<String> outputs, Map<String, Node> norms) {
        String y = outputs.get(0);
        Node node = new Node(new Fused.LayerNorm(norm), inputs, List.of(y, y + "#mean", y + "#variance"));
        norms.putIfAbsent(key(norm, inputs), node);
        return node;
    }

    private static Optional<Node> normGradient(
            LayerNorm norm, List<String> inputs, List<String> outputs, Map<String, Node> norms) {
        return Optional.ofNullable(norms.get(key(norm, inputs))).map(forward -> {
            List<String> all = new ArrayList<>(inputs);
            all.add(forward.output(1));
            all.add(forward.output(2));
            return new Node(new Fused.LayerNormGradient(norm), all, outputs);
        });
    }

    private static String key(LayerNorm norm, List<String> inputs) {
        return norm + "/" + inputs.get(0);
    }
}
