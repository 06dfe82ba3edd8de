package org.wsol.config.tree;

import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;

/** Merges one tree over another: sections are merged key by key, lists and values are replaced. */
public final class NodeMerger {
    private NodeMerger() {}

    /** The lower tree overridden by the upper tree. */
    public static ConfigNode merge(ConfigNode lower, ConfigNode upper) {
        return lower instanceof MapNode below && upper instanceof MapNode above ? mergeMaps(below, above) : upper;
    }

    /** The lower map overridden by the upper map. */
    public static MapNode mergeMaps(MapNode lower, MapNode upper) {
        MapNode result = new MapNode(lower.entries(), upper.origin());
        for (var entry : upper.entries().entrySet()) {
            ConfigNode value = entry.getValue().value();
            ConfigNode merged =
                    lower.get(entry.getKey()).map(old -> merge(old, value)).orElse(value);
            result = result.with(entry.getKey(), merged, entry.getValue().keyOrigin());
        }
        return result;
    }

    /**
     * The same for a map of free names: a name whose value is {@code ~} is dropped. Values below a name may be null.
     */
    public static MapNode mergeNames(MapNode lower, MapNode upper) {
        MapNode result = mergeMaps(lower, upper);
        for (var entry : upper.entries().entrySet()) {
            if (entry.getValue().value() instanceof ScalarNode scalar && scalar.isNull()) {
                result = result.without(entry.getKey());
            }
        }
        return result;
    }
}
