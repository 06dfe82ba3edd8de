package org.wsol.config.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node of an untyped configuration: a text, a list or a map, with its origin. */
public sealed interface ConfigNode {

    /** Where it was written. */
    Origin origin();

    /** Its kind, for messages: {@code a value}, {@code a list} or {@code a section}. */
    String kind();

    /**
     * A list of values.
     *
     * @param items in order
     * @param origin where it begins
     */
    record ListNode(List<ConfigNode> items, Origin origin) implements ConfigNode {

        /** Copies the items. */
        public ListNode {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A single value as it was written; the type it is bound to determines its meaning.
     *
     * @param text the text, quotes removed
     * @param quoted whether it was quoted or a block text; such values never mean "nothing"
     * @param origin where it was written
     */
    record ScalarNode(String text, boolean quoted, Origin origin) implements ConfigNode {

        /** An unquoted value. */
        public static ScalarNode plain(String text, Origin origin) {
            return new ScalarNode(text, false, origin);
        }

        /** Whether nothing was written after the key, or YAML's words for nothing. */
        public boolean isNothing() {
            return isEmpty() || isNull();
        }

        /** Whether nothing was written after the key. */
        public boolean isEmpty() {
            return !quoted && text.isEmpty();
        }

        /** Whether it is one of YAML's words for nothing. */
        public boolean isNull() {
            return !quoted && (text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return "a value";
        }
    }

    /**
     * Keys with values, in the order they were written.
     *
     * @param entries by key
     * @param origin where it begins
     */
    record MapNode(Map<String, Entry> entries, Origin origin) implements ConfigNode {

        /**
         * The value of a key.
         *
         * @param keyOrigin where the key was written
         * @param value its value
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

        /**
         * This map with one key set; an existing key keeps its position. If nothing changes, the same instance is
         * returned, so that the trees of many runs share common nodes.
         */
        public MapNode with(String key, ConfigNode value, Origin keyOrigin) {
            Entry former = entries.get(key);
            if (former != null && former.value() == value && former.keyOrigin().equals(keyOrigin)) {
                return this;
            }
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
}
