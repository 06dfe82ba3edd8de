package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Fuses the moments of a value and its normalisation into {@link Fused.BatchNorm}, and ND4J's gradient of it, which
 * already includes the statistics, into {@link Fused.BatchNormGradient}. Must run after {@link DetourRewrite}.
 */
final class BatchNormRewrite {
    private static final Set<Long> CHANNELS_FIRST = Set.of(0L, 2L, 3L);

    private final Map<String, TensorSpec> specs;

    BatchNormRewrite(Map<String, TensorSpec> specs) {
        this.specs = specs;
    }

    NodeGraph apply(NodeGraph graph) {
        Map<String, Node> producers = graph.producers();
        Map<String, String> origins = origins(graph);
        Set<String> needed = graph.needed();
        Map<Node, Node> replacements = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (specs.containsKey(node.output(0)) && specs.get(node.output(0)).type() != DataType.FLOAT) {
                continue;
            }
            if (node.kind().equals("batchnorm")) {
                join(node, producers, origins, replacements);
            } else if (node.kind().equals("batchnorm_bp")) {
                joinGradient(node, producers, origins, needed, replacements);
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.add(replacements.getOrDefault(node, node));
        }
        nodes.removeIf(node -> node.operation() instanceof Dropped);
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    /** The origin of each value that is a plain copy. */
    private static Map<String, String> origins(NodeGraph graph) {
        Map<String, String> origins = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.kind().equals("identity")) {
                origins.put(node.output(0), origins.getOrDefault(node.input(0), node.input(0)));
            }
        }
        return origins;
    }

    private static void join(
            Node node, Map<String, Node> producers, Map<String, String> origins, Map<Node, Node> replacements) {
        Node moments = producers.get(origins.getOrDefault(node.input(1), node.input(1)));
        if (moments == null || !isOwnMoments(node, moments, origins)) {
            return;
        }
        List<String> inputs = List.of(node.input(0), node.input(3), node.input(4));
        List<String> outputs = List.of(node.output(0), moments.output(0), moments.output(1));
        double epsilon = ((Operation.Custom) node.operation()).reals().get(0);
        replacements.put(node, new Node(new Fused.BatchNorm(epsilon, false), inputs, outputs));
        replacements.put(moments, new Node(new Dropped(), List.of(), List.of()));
    }

    private static void joinGradient(
            Node node,
            Map<String, Node> producers,
            Map<String, String> origins,
            Set<String> needed,
            Map<Node, Node> replacements) {
        Node moments = producers.get(origins.getOrDefault(node.input(1), node.input(1)));
        if (moments == null
                || !replacements.containsKey(moments)
                || !isOwnMoments(node, moments, origins)
                || needed.contains(node.output(1))
                || needed.contains(node.output(2))) {
            return;
        }
        List<String> inputs = List.of(
                node.input(0), moments.output(0), moments.output(1), node.input(3), node.input(4), node.input(5));
        List<String> outputs = List.of(node.output(0), node.output(3), node.output(4));
        double epsilon = ((Operation.Custom) node.operation()).reals().get(0);
        replacements.put(node, new Node(new Fused.BatchNormGradient(epsilon, false), inputs, outputs));
    }

    private static boolean isOwnMoments(Node node, Node moments, Map<String, String> origins) {
        return moments.operation() instanceof Operation.Custom custom
                && moments.kind().equals("moments")
                && moments.input(0).equals(node.input(0))
                && Set.copyOf(custom.integers()).equals(CHANNELS_FIRST)
                && origins.getOrDefault(node.input(1), node.input(1)).equals(moments.output(0))
                && origins.getOrDefault(node.input(2), node.input(2)).equals(moments.output(1));
    }

    /** Marks a node that was merged into another. */
    private record Dropped() implements Operation {
        @Override
        public String kind() {
            return "dropped";
        }
    }
}
