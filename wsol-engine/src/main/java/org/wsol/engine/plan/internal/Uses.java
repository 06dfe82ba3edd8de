package org.wsol.engine.plan.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Determines the last node that reads a value. */
final class Uses {
    private static final int NEVER = -1;

    private final Map<String, Integer> lastUse = new HashMap<>();
    private final Set<String> needed;

    Uses(NodeGraph graph) {
        needed = graph.needed();
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (String input : graph.nodes().get(i).inputs()) {
                lastUse.put(input, i);
            }
        }
        graph.requested().forEach(value -> lastUse.put(value, Integer.MAX_VALUE));
    }

    /** Index of the last node that reads a value; -1 when none does. */
    int lastUse(String value) {
        return lastUse.getOrDefault(value, NEVER);
    }

    boolean isNeeded(String value) {
        return needed.contains(value);
    }
}
