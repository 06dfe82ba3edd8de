package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Replaces gradients of sums and products, which compute the gradient of every input at once, with only the requested
 * gradients: an alias or one multiplication instead of unused copies and products.
 */
public final class GradientRewrite {

    /** Rewrites. */
    public NodeGraph apply(NodeGraph graph, Map<String, TensorSpec> specs) {
        Set<String> needed = graph.needed();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.addAll(rewritten(node, specs, needed).orElse(List.of(node)));
        }
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private static Optional<List<Node>> rewritten(Node node, Map<String, TensorSpec> specs, Set<String> needed) {
        return switch (node.kind()) {
            case "add_bp" -> sides(node, specs, needed, false);
            case "subtract_bp" -> sides(node, specs, needed, true);
            case "multiply_bp" -> product(node, specs, needed);
            default -> Optional.empty();
        };
    }

    /** Gradients of a sum: the incoming gradient for each side of full shape. */
    private static Optional<List<Node>> sides(
            Node node, Map<String, TensorSpec> specs, Set<String> needed, boolean difference) {
        String gradient = node.input(2);
        List<Node> parts = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            String output = node.output(side);
            if (!needed.contains(output)) {
                continue;
            }
            if (!Required.value(specs, output).equals(Required.value(specs, gradient))) {
                return Optional.empty();
            }
            Operation operation = difference && side == 1
                    ? new Operation.Legacy("neg", new Negative())
                    : Operation.Custom.of("identity");
            parts.add(new Node(operation, List.of(gradient), List.of(output)));
        }
        return Optional.of(parts);
    }

    /** Gradients of a product: the incoming gradient times the other side, for each side of full shape. */
    private static Optional<List<Node>> product(Node node, Map<String, TensorSpec> specs, Set<String> needed) {
        String gradient = node.input(2);
        List<Node> parts = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            String output = node.output(side);
            if (!needed.contains(output)) {
                continue;
            }
            if (!Required.value(specs, output).equals(Required.value(specs, gradient))) {
                return Optional.empty();
            }
            parts.add(new Node(
                    Operation.Custom.of("multiply"), List.of(gradient, node.input(1 - side)), List.of(output)));
        }
        return Optional.of(parts);
    }
}
