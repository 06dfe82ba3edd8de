package org.wsol.engine.plan.internal.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Converts convolutions, sums and max pools to the types that the other rewrites fuse: single precision, channels
 * first.
 */
final class TypedRewrite {
    private static final Set<String> CONVOLUTIONS = Set.of("conv2d", "depthwise_conv2d");
    private static final int FORMAT = 9;
    private static final int POOLING_FORMAT = 10;

    private final Map<String, TensorSpec> specs;

    TypedRewrite(Map<String, TensorSpec> specs) {
        this.specs = specs;
    }

    NodeGraph apply(NodeGraph graph) {
        List<Node> nodes = new ArrayList<>();
        graph.nodes().forEach(node -> nodes.add(typed(node)));
        pairPools(nodes);
        return new NodeGraph(nodes, graph.requested()).ordered();
    }

    private Node typed(Node node) {
        if (!(node.operation() instanceof Operation.Custom custom) || !isFloat(node.output(0))) {
            return node;
        }
        if (CONVOLUTIONS.contains(node.kind()) && isChannelsFirstConvolution(custom)) {
            Operation operation = new Fused.Convolution(custom, node.inputs().size() > 2, false, 0);
            return new Node(operation, node.inputs(), node.outputs());
        }
        boolean sameShapes = node.inputs().stream()
                .allMatch(input -> Required.value(specs, input).equals(Required.value(specs, node.output(0))));
        if (node.kind().equals("add")
                && sameShapes
                && Required.value(specs, node.output(0)).rank() > 0) {
            return new Node(new Fused.Sum(0), node.inputs(), node.outputs());
        }
        return node;
    }

    private static boolean isChannelsFirstConvolution(Operation.Custom custom) {
        boolean kernelFormat = custom.integers().size() <= FORMAT + 1 || custom.integer(FORMAT + 1) == 0;
        return custom.integer(FORMAT) == 0 && kernelFormat;
    }

    /** Max pools and their gradients share the positions of the maxima. */
    private void pairPools(List<Node> nodes) {
        Map<String, Node> pools = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean channelsFirst = node.operation() instanceof Operation.Custom custom
                    && node.kind().startsWith("maxpool2d")
                    && custom.integer(POOLING_FORMAT) == 0
                    && isFloat(node.output(0));
            if (channelsFirst) {
                nodes.set(i, paired(node, (Operation.Custom) node.operation(), pools));
            }
        }
    }

    private static Node paired(Node node, Operation.Custom custom, Map<String, Node> pools) {
        String key = node.input(0) + custom.integers();
        if (node.kind().equals("maxpool2d")) {
            List<String> outputs = List.of(node.output(0), node.output(0) + "#places");
            Node pool = new Node(new Fused.MaxPool(custom), node.inputs(), outputs);
            pools.putIfAbsent(key, pool);
            return pool;
        }
        Node pool = pools.get(key);
        if (pool == null) {
            return node;
        }
        return new Node(new Fused.MaxPoolGradient(custom), List.of(pool.output(1), node.input(1)), node.outputs());
    }

    private boolean isFloat(String value) {
        return Required.value(specs, value).type() == DataType.FLOAT;
    }
}
