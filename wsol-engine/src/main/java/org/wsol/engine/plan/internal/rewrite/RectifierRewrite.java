package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Computes gradients of ReLU and ReLU6 from their results instead of their inputs: the result shows which elements
 * passed, and the input need not be kept.
 */
final class RectifierRewrite {

    private final Map<String, TensorSpec> specs;

    RectifierRewrite(Map<String, TensorSpec> specs) {
        this.specs = specs;
    }

    NodeGraph apply(NodeGraph graph) {
        Map<String, String> results = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Double> limit = limit(node).filter(bound -> isFloat(node));
            limit.ifPresent(bound -> results.put(key(node.input(0), bound), node.output(0)));
            nodes.add(
                    limit.isEmpty()
                            ? node
                            : new Node(new Fused.Rectifier(limit.get()), List.of(node.input(0)), node.outputs()));
        }
        nodes.replaceAll(node -> gradient(node, results));
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private static Node gradient(Node node, Map<String, String> results) {
        Optional<Double> limit = gradientLimit(node);
        if (limit.isEmpty()) {
            return node;
        }
        String result = results.get(key(node.input(0), limit.get()));
        return result == null
                ? node
                : new Node(new Fused.RectifierGradient(limit.get()), List.of(result, node.input(1)), node.outputs());
    }

    private boolean isFloat(Node node) {
        return Required.value(specs, node.output(0)).type() == DataType.FLOAT;
    }

    private static Optional<Double> limit(Node node) {
        if (node.operation() instanceof Operation.Legacy legacy && node.inputs().size() == 1) {
            boolean fromZero = legacy.function() instanceof org.nd4j.linalg.api.ops.ScalarOp scalar
                    && scalar.scalar().getDouble(0) == 0;
            if (node.kind().equals("relu") && fromZero) {
                return Optional.of(Double.POSITIVE_INFINITY);
            }
            if (node.kind().equals("relu6") && fromZero) {
                return Optional.of(6.0);
            }
        }
        return Optional.empty();
    }

    private static Optional<Double> gradientLimit(Node node) {
        if (node.operation() instanceof Operation.Custom custom) {
            if (node.kind().equals("thresholdedrelu_bp") && custom.reals().get(0) == 0) {
                return Optional.of(Double.POSITIVE_INFINITY);
            }
            if (node.kind().equals("relu6_bp")) {
                return Optional.of(6.0);
            }
        }
        return Optional.empty();
    }

    private static String key(String input, double limit) {
        return limit + "/" + input;
    }
}
