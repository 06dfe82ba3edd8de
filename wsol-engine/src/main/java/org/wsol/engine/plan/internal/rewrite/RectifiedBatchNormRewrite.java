package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;

/**
 * Fuses a batch normalisation and the following ReLU, forward and backward, if nothing else reads the value between
 * them. One bit per element records whether it passed the ReLU.
 */
final class RectifiedBatchNormRewrite {

    NodeGraph apply(NodeGraph graph) {
        Map<String, List<Node>> consumers = graph.consumers();
        Map<Node, Node> replacements = new HashMap<>();
        Set<Node> dropped = new java.util.HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Fused.BatchNorm norm) {
                join(norm, node, graph, consumers, replacements, dropped);
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (!dropped.contains(node)) {
                nodes.add(replacements.getOrDefault(node, node));
            }
        }
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private static void join(
            Fused.BatchNorm norm,
            Node node,
            NodeGraph graph,
            Map<String, List<Node>> consumers,
            Map<Node, Node> replacements,
            Set<Node> dropped) {
        Optional<Node> rectifier = NodeGraph.onlyConsumer(node.output(0), consumers, graph.requested())
                .filter(reader ->
                        reader.operation() instanceof Fused.Rectifier next && Double.isInfinite(next.limit()));
        if (rectifier.isEmpty()) {
            return;
        }
        String passed = node.output(0) + "#passed";
        if (!joinGradient(node, rectifier.get(), passed, graph, consumers, replacements, dropped)) {
            return;
        }
        dropped.add(rectifier.get());
        List<String> outputs = List.of(rectifier.get().output(0), node.output(1), node.output(2), passed);
        replacements.put(node, new Node(new Fused.BatchNorm(norm.epsilon(), true), node.inputs(), outputs));
    }

    /** Fuses the gradients, if any; returns false if they cannot be fused. */
    private static boolean joinGradient(
            Node node,
            Node rectifier,
            String passed,
            NodeGraph graph,
            Map<String, List<Node>> consumers,
            Map<Node, Node> replacements,
            Set<Node> dropped) {
        List<Node> rectifierGradients = consumers.getOrDefault(rectifier.output(0), List.of()).stream()
                .filter(reader -> reader.operation() instanceof Fused.RectifierGradient
                        && reader.input(0).equals(rectifier.output(0)))
                .toList();
        if (rectifierGradients.isEmpty()) {
            return true;
        }
        Node rectifierGradient = rectifierGradients.get(0);
        Optional<Node> normGradient = NodeGraph.onlyConsumer(rectifierGradient.output(0), consumers, graph.requested())
                .filter(reader -> reader.operation() instanceof Fused.BatchNormGradient
                        && reader.input(0).equals(node.input(0)));
        if (rectifierGradients.size() > 1 || normGradient.isEmpty()) {
            return false;
        }
        Node old = normGradient.get();
        List<String> inputs = new ArrayList<>(old.inputs().subList(0, 5));
        inputs.add(rectifierGradient.input(1));
        inputs.add(passed);
        double epsilon = ((Fused.BatchNormGradient) old.operation()).epsilon();
        replacements.put(old, new Node(new Fused.BatchNormGradient(epsilon, true), inputs, old.outputs()));
        dropped.add(rectifierGradient);
        return true;
    }
}
