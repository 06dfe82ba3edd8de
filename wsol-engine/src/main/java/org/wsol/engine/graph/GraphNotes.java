package org.wsol.engine.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Variables that stages of one graph provide in addition to their feature maps: a transformer's class token, the
 * attention of its tokens.
 */
public final class GraphNotes {
    private final Map<String, SDVariable> variables = new HashMap<>();
    private final Map<String, SDVariable> attentions = new LinkedHashMap<>();

    GraphNotes() {}

    /** Stores a variable; replaces an earlier one with the same name. */
    public void put(String name, SDVariable variable) {
        variables.put(name, variable);
    }

    /** A variable stored by {@link #put}. */
    public Optional<SDVariable> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /**
     * Stores the attention of the tokens of a stage: (B, heads, T, T), every row summing to 1, the class token first.
     */
    public void putAttention(String stage, SDVariable attention) {
        attentions.put(stage, attention);
    }

    /** The attention stored by {@link #putAttention}, by stage, in order; empty for networks without attention. */
    public Map<String, SDVariable> attentions() {
        return Collections.unmodifiableMap(attentions);
    }
}
