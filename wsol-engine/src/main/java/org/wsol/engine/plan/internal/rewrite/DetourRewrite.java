package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Replaces a reinterpretation as another type and back, which stops gradients, with the value itself: all gradients
 * have been derived by the time a plan is created.
 */
public final class DetourRewrite {
    private static final String REINTERPRETATION = "bitcast";

    /** Rewrites. */
    public NodeGraph apply(NodeGraph graph, Map<String, TensorSpec> specs) {
        Map<String, Node> producers = graph.producers();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.add(straightened(node, producers, specs));
        }
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private static Node straightened(Node node, Map<String, Node> producers, Map<String, TensorSpec> specs) {
        if (!node.kind().equals(REINTERPRETATION)) {
            return node;
        }
        Node detour = producers.get(node.input(0));
        if (detour == null) {
            return node;
        }
        boolean back = detour.kind().equals(REINTERPRETATION)
                && Required.value(specs, detour.input(0)).equals(Required.value(specs, node.output(0)));
        return back ? new Node(Operation.Custom.of("identity"), List.of(detour.input(0)), node.outputs()) : node;
    }
}
