package org.wsol.config.internal.bind;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.ValueType;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.internal.Required;

/**
 * Writes every default into the tree, so that the resolved configuration is complete and references can point to
 * defaults.
 */
final class Defaults {
    private final DefaultNodes known;
    private final Function<ScalarNode, String> names;

    /**
     * @param known the default nodes of keys, each created once
     * @param names resolves the value of a selector key to a component name, following references
     */
    Defaults(DefaultNodes known, Function<ScalarNode, String> names) {
        this.known = known;
        this.names = names;
    }

    MapNode fill(MapNode node, SectionSchema schema) {
        MapNode filled = node;
        if (schema.selector().isPresent()) {
            filled = fillKey(filled, schema.selector().get().key());
        }
        for (KeySchema key : schema.keysWith(chosen(filled, schema))) {
            filled = fillKey(filled, key);
        }
        return filled;
    }

    private Optional<SectionSchema.Alternative> chosen(MapNode node, SectionSchema schema) {
        return schema.selector()
                .flatMap(choice -> node.scalar(choice.key().name()).map(names).flatMap(choice::find));
    }

    private MapNode fillKey(MapNode node, KeySchema key) {
        Optional<ConfigNode> written = node.get(key.name());
        if (written.isEmpty()) {
            return known.of(key, () -> defaultOf(key).map(value -> fillValue(value, key.type())))
                    .map(value -> node.with(key.name(), value, Origin.DEFAULT))
                    .orElse(node);
        }
        Origin keyOrigin = Required.value(node.entries(), key.name()).keyOrigin();
        return node.with(key.name(), fillValue(written.get(), key.type()), keyOrigin);
    }

    private ConfigNode fillValue(ConfigNode value, ValueType type) {
        if (type instanceof ValueType.Maybe maybe) {
            return isNothing(value) ? value : fillValue(value, maybe.inner());
        } else if (type instanceof ValueType.Section section) {
            return value instanceof MapNode map
                    ? fill(map, section.schema())
                    : isNothing(value) ? fill(MapNode.empty(value.origin()), section.schema()) : value;
        } else if (type instanceof ValueType.ListOf list && value instanceof ListNode items) {
            List<ConfigNode> filled = items.items().stream()
                    .map(item -> fillValue(item, list.item()))
                    .toList();
            return filled.equals(items.items()) ? items : new ListNode(filled, items.origin());
        } else if (type instanceof ValueType.MapOf map && value instanceof MapNode entries) {
            MapNode filled = entries;
            for (var entry : entries.entries().entrySet()) {
                ConfigNode item = fillValue(entry.getValue().value(), map.value());
                filled = filled.with(entry.getKey(), item, entry.getValue().keyOrigin());
            }
            return filled;
        }
        return value;
    }

    private static boolean isNothing(ConfigNode value) {
        return value instanceof ScalarNode scalar && scalar.isNothing();
    }

    private static Optional<ConfigNode> defaultOf(KeySchema key) {
        if (!key.setting().defaultValue().isEmpty()) {
            return Optional.of(YamlReader.readOverride(key.setting().defaultValue(), Origin.DEFAULT, new Problems()));
        } else if (key.isRequired() || key.type() instanceof ValueType.Maybe) {
            return Optional.empty();
        }
        return Optional.of(
                key.type() instanceof ValueType.ListOf
                        ? new ListNode(List.of(), Origin.DEFAULT)
                        : MapNode.empty(Origin.DEFAULT));
    }

    /**
     * The defaults of a schema's keys as complete trees, each created once and shared by the trees of thousands of
     * runs. They depend on no other key, except through references that stay in their text.
     */
    static final class DefaultNodes {
        private final Map<KeySchema, Optional<ConfigNode>> known = Collections.synchronizedMap(new IdentityHashMap<>());

        /** The default of a key; empty if it has none. */
        Optional<ConfigNode> of(KeySchema key, Supplier<Optional<ConfigNode>> make) {
            Optional<ConfigNode> found = known.get(key);
            if (found == null) {
                found = make.get(); // may request the defaults of nested keys
                known.put(key, found);
            }
            return found;
        }
    }
}
