package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/** Computes the gradient of a softmax over the last dimension from its result, so that the input need not be kept. */
final class SoftmaxRewrite {
    private final Map<String, TensorSpec> specs;

    SoftmaxRewrite(Map<String, TensorSpec> specs) {
        this.specs = specs;
    }

    NodeGraph apply(NodeGraph graph) {
        Map<String, String> results = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (isOverLast(node, "softmax")) {
                results.put(node.input(0), node.output(0));
                nodes.add(new Node(new Fused.Softmax(), List.of(node.input(0)), node.outputs()));
            } else {
                nodes.add(node);
            }
        }
        nodes.replaceAll(node -> isOverLast(node, "softmax_bp") && results.containsKey(node.input(0))
                ? new Node(
                        new Fused.SoftmaxGradient(), List.of(results.get(node.input(0)), node.input(1)), node.outputs())
                : node);
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private boolean isOverLast(Node node, String kind) {
        if (!node.kind().equals(kind) || !(node.operation() instanceof Operation.Custom call)) {
            return false;
        }
        TensorSpec x = Required.value(specs, node.input(0));
        int axis = call.integers().isEmpty() ? -1 : call.integer(0);
        return x.type() == DataType.FLOAT && (axis == -1 || axis == x.rank() - 1);
    }
}
