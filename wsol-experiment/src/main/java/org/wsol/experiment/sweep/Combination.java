package org.wsol.experiment.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.tree.ConfigNode;

/**
 * One row of a sweep before it becomes a run.
 *
 * @param caseName the named case it comes from; empty if there are none
 * @param values the keys it sets, in the order they are applied
 * @param shown the keys that distinguish it from other rows of the same case
 */
record Combination(String caseName, Map<String, ConfigNode> values, List<String> shown) {

    static final Combination NOTHING = new Combination("", Map.of(), List.of());

    Combination {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        shown = List.copyOf(shown);
    }

    /** This row with one more key. */
    Combination with(String path, ConfigNode value) {
        Map<String, ConfigNode> copy = new LinkedHashMap<>(values);
        copy.put(path, value);
        List<String> keys = new ArrayList<>(shown);
        keys.add(path);
        return new Combination(caseName, copy, keys);
    }

    /** This row with all keys of a map. */
    Combination withAll(Map<String, ConfigNode> more) {
        Combination result = this;
        for (var entry : more.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue());
        }
        return result;
    }

    /** A named case that sets keys; its name represents them. */
    static Combination ofCase(String name, Map<String, ConfigNode> values) {
        return new Combination(name, values, List.of());
    }
}
