package org.wsol.config.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys with values, in the order they were written.
 *
 * @param entries by key
 * @param origin where it begins
 */
public record MapNode(Map<String, Entry> entries, Origin origin) implements ConfigNode {

    /**
     * The value of a key.
     *
     * @param keyOrigin where the key was written
     * @param value what stands behind it
     */
    public record Entry(Origin keyOrigin, ConfigNode value) {}

    /** Copies the entries. */
    public MapNode {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A map without keys. */
    public static MapNode empty(Origin origin) {
        return new MapNode(Map.of(), origin);
    }

    /** The value of a key. */
    public Optional<ConfigNode> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** The value of a key if it is a single value. */
    public Optional<ScalarNode> scalar(String key) {
        return get(key).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
    }

    /** The value of a key if it is a map. */
    public Optional<MapNode> map(String key) {
        return get(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
    }

    /** The keys, in order. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** This map with one key set; an existing key keeps its position. */
    public MapNode with(String key, ConfigNode value, Origin keyOrigin) {
        Map<String, Entry> copy = new LinkedHashMap<>(entries);
        copy.put(key, new Entry(keyOrigin, value));
        return new MapNode(copy, origin);
    }

    /** This map without a key. */
    public MapNode without(String key) {
        Map<String, Entry> copy = new LinkedHashMap<>(entries);
        copy.remove(key);
        return new MapNode(copy, origin);
    }

    @Override
    public String kind() {
        return "a section";
    }
}
