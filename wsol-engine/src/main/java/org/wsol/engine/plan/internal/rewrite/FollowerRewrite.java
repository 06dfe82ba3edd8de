package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;

/**
 * Fuses a convolution or a sum with the single operation that reads its result: a sum with another value, or a
 * rectifier. The result is then written to memory only once.
 */
final class FollowerRewrite {
    NodeGraph apply(NodeGraph graph) {
        NodeGraph current = graph;
        Optional<NodeGraph> next = joinOne(current);
        while (next.isPresent()) {
            current = next.get();
            next = joinOne(current);
        }
        return current.ordered();
    }

    private static Optional<NodeGraph> joinOne(NodeGraph graph) {
        Map<String, List<Node>> consumers = graph.consumers();
        // From the end: if two convolutions are added, the sum is fused into the later one.
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            Optional<Node> follower = NodeGraph.onlyConsumer(node.output(0), consumers, graph.requested());
            Optional<Node> joined = follower.flatMap(reader -> joined(node, reader));
            if (joined.isPresent()) {
                List<Node> nodes = new ArrayList<>(graph.nodes());
                nodes.set(nodes.indexOf(follower.get()), joined.get());
                nodes.remove(node);
                return Optional.of(new NodeGraph(nodes, graph.requested()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> joined(Node node, Node reader) {
        if (reader.operation() instanceof Fused.Rectifier rectifier) {
            return rectified(node, reader, rectifier.limit());
        }
        boolean sum = reader.operation() instanceof Fused.Sum plain && plain.limit() == 0;
        return sum && !reader.input(0).equals(reader.input(1)) ? summed(node, reader) : Optional.empty();
    }

    private static Optional<Node> rectified(Node node, Node reader, double limit) {
        if (node.operation() instanceof Fused.Convolution convolution && convolution.limit() == 0) {
            Operation operation =
                    new Fused.Convolution(convolution.call(), convolution.biased(), convolution.summed(), limit);
            return Optional.of(new Node(operation, node.inputs(), reader.outputs()));
        }
        if (node.operation() instanceof Fused.Sum sum && sum.limit() == 0) {
            return Optional.of(new Node(new Fused.Sum(limit), node.inputs(), reader.outputs()));
        }
        return Optional.empty();
    }

    private static Optional<Node> summed(Node node, Node reader) {
        if (!(node.operation() instanceof Fused.Convolution convolution)
                || convolution.limit() != 0
                || convolution.summed()) {
            return Optional.empty();
        }
        String other = reader.input(0).equals(node.output(0)) ? reader.input(1) : reader.input(0);
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.add(other);
        Operation operation = new Fused.Convolution(convolution.call(), convolution.biased(), true, 0);
        return Optional.of(new Node(operation, inputs, reader.outputs()));
    }
}
