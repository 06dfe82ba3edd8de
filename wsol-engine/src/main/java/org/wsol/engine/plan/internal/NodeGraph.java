package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Operations in execution order, and the values requested from them.
 *
 * @param nodes the operations; every value is written before it is read
 * @param requested names of the requested values
 */
public record NodeGraph(List<Node> nodes, Set<String> requested) {

    /** Copies both. */
    public NodeGraph {
        nodes = List.copyOf(nodes);
        requested = Set.copyOf(requested);
    }

    /** The node that writes each value. */
    public Map<String, Node> producers() {
        Map<String, Node> producers = new HashMap<>();
        for (Node node : nodes) {
            node.outputs().forEach(output -> producers.put(output, node));
        }
        return producers;
    }

    /** The nodes that read each value. */
    public Map<String, List<Node>> consumers() {
        Map<String, List<Node>> consumers = new HashMap<>();
        for (Node node : nodes) {
            for (String input : Set.copyOf(node.inputs())) {
                consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
            }
        }
        return consumers;
    }

    /** Values that are requested or read by a needed node. */
    public Set<String> needed() {
        Set<String> needed = new HashSet<>(requested);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
            }
        }
        return needed;
    }

    /** The same without unneeded nodes, every value written before it is read. */
    public NodeGraph ordered() {
        Set<String> needed = needed();
        List<Node> waiting = new ArrayList<>();
        Set<String> pending = new HashSet<>();
        for (Node node : nodes) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                waiting.add(node);
                pending.addAll(node.outputs());
            }
        }
        List<Node> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Node> blocked = new ArrayList<>();
            for (Node node : waiting) {
                if (node.inputs().stream().noneMatch(pending::contains)) {
                    order.add(node);
                    node.outputs().forEach(pending::remove);
                } else {
                    blocked.add(node);
                }
            }
            if (blocked.size() == waiting.size()) {
                throw new IllegalStateException("the graph has a cycle through " + blocked.get(0));
            }
            waiting = blocked;
        }
        return new NodeGraph(order, requested);
    }

    /** The only reader of a value, if there is exactly one and the value is not requested. */
    public static Optional<Node> onlyConsumer(String value, Map<String, List<Node>> consumers, Set<String> requested) {
        List<Node> readers = consumers.getOrDefault(value, List.of());
        return readers.size() == 1 && !requested.contains(value) ? Optional.of(readers.get(0)) : Optional.empty();
    }
}
