package org.wsol.config.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.core.InvalidInputException;

/** Creates configuration trees from Java values, as if they had been read from a file. */
public final class ValueTree {
    private ValueTree() {}

    /**
     * The tree of a value.
     *
     * @param value a text, number, truth value, enum constant, map with text keys, list, tree, or any object whose
     *     {@code toString} gives its text in a file, for example a path
     * @param origin the origin shown in errors
     * @throws InvalidInputException if a map has a key that is not a text
     */
    public static ConfigNode of(Object value, Origin origin) {
        if (value instanceof ConfigNode node) {
            return node;
        } else if (value instanceof Map<?, ?> map) {
            return map(map, origin);
        } else if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
            List<ConfigNode> nodes = new ArrayList<>();
            items.forEach(item -> nodes.add(of(item, origin)));
            return new ListNode(List.copyOf(nodes), origin);
        } else if (value instanceof Enum<?> constant) {
            return text(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), origin);
        }
        return text(value.toString(), origin);
    }

    private static ConfigNode map(Map<?, ?> map, Origin origin) {
        MapNode node = MapNode.empty(origin);
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new InvalidInputException(origin + ": the key " + entry.getKey() + " is not a text");
            }
            if (entry.getValue() == null) {
                throw new InvalidInputException(origin + ": " + key + ": the value is null; omit the key instead");
            }
            node = node.with(key, of(entry.getValue(), origin), origin);
        }
        return node;
    }

    /** A tree with literal texts: text that looks like a reference is not replaced. */
    public static ConfigNode literal(ConfigNode node) {
        if (node instanceof MapNode map) {
            MapNode result = map;
            for (var entry : map.entries().entrySet()) {
                result = result.with(
                        entry.getKey(),
                        literal(entry.getValue().value()),
                        entry.getValue().keyOrigin());
            }
            return result;
        } else if (node instanceof ListNode list) {
            return new ListNode(list.items().stream().map(ValueTree::literal).toList(), list.origin());
        }
        ScalarNode scalar = (ScalarNode) node;
        return new ScalarNode(scalar.text().replace("${", "$${"), scalar.quoted(), scalar.origin());
    }

    private static ConfigNode text(String text, Origin origin) {
        return literal(new ScalarNode(text, true, origin));
    }

    /**
     * A tree with the value at a path set; missing sections are created.
     *
     * @param path keys from the outermost, at least one
     */
    public static MapNode with(MapNode tree, List<String> path, ConfigNode value, Origin origin) {
        String key = path.get(0);
        if (path.size() == 1) {
            return tree.with(key, value, origin);
        }
        MapNode inner = tree.map(key).orElseGet(() -> MapNode.empty(origin));
        return tree.with(key, with(inner, path.subList(1, path.size()), value, origin), origin);
    }
}
