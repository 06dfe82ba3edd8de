package org.wsol.engine.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Variables that stages of one graph leave beside their feature maps: a transformer's class token, the attention of its
 * tokens.
 */
public final class GraphNotes {
    private final Map<String, SDVariable> variables = new HashMap<>();
    private final Map<String, SDVariable> attentions = new LinkedHashMap<>();

    GraphNotes() {}

    /** Remembers a variable; the newest of a name counts. */
    public void put(String name, SDVariable variable) {
        variables.put(name, variable);
    }

    /** A variable remembered by {@link #put}. */
    public Optional<SDVariable> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Remembers the attention of the tokens of a stage: (B, heads, T, T), every row summing to 1, the class token first. */
    public void putAttention(String stage, SDVariable attention) {
        attentions.put(stage, attention);
    }

    /** The attention that {@link #putAttention} remembered, by stage, in order; empty for networks without attention. */
    public Map<String, SDVariable> attentions() {
        return Collections.unmodifiableMap(attentions);
    }
}
