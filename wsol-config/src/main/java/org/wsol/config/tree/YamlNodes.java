package org.wsol.config.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.YamlReader.YamlLimits;
import org.wsol.core.InvalidInputException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Converts SnakeYAML's nodes, resolving aliases and {@code <<}; rejects duplicate keys, tags and unbounded expansion.
 */
final class YamlNodes {
    private static final Set<Tag> PLAIN_TAGS = Set.of(Tag.STR, Tag.SEQ, Tag.MAP);
    private final Function<Mark, Origin> origins;
    private final Problems problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int count;

    YamlNodes(Function<Mark, Origin> origins, Problems problems) {
        this.origins = origins;
        this.problems = problems;
    }

    ConfigNode convert(Node node) {
        Origin origin = origin(node);
        if (++count > YamlLimits.NODES) {
            throw new InvalidInputException(origin + ": more than " + YamlLimits.NODES
                    + " values after following its aliases; use fewer anchors");
        }
        if (!open.add(node)) {
            throw new InvalidInputException(origin + ": an anchor contains itself");
        }
        checkTag(node, origin);
        ConfigNode converted =
                switch (node.getNodeId()) {
                    case scalar -> scalar((org.yaml.snakeyaml.nodes.ScalarNode) node, origin);
                    case sequence -> list((SequenceNode) node, origin);
                    case mapping -> map((MappingNode) node, origin);
                    default -> throw new IllegalStateException("unexpected node " + node.getNodeId());
                };
        open.remove(node);
        return converted;
    }

    private void checkTag(Node node, Origin origin) {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            problems.add(
                    origin,
                    "",
                    "the tag '" + node.getTag() + "' is not supported: remove it, the key decides the type");
        }
    }

    private Origin origin(Node node) {
        return origins.apply(node.getStartMark());
    }

    private static ScalarNode scalar(org.yaml.snakeyaml.nodes.ScalarNode node, Origin origin) {
        return new ScalarNode(node.getValue(), node.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN, origin);
    }

    private ListNode list(SequenceNode node, Origin origin) {
        List<ConfigNode> items = new ArrayList<>();
        node.getValue().forEach(item -> items.add(convert(item)));
        return new ListNode(items, origin);
    }

    private MapNode map(MappingNode node, Origin origin) {
        Map<String, MapNode.Entry> merged = new LinkedHashMap<>();
        Map<String, MapNode.Entry> own = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Origin keyOrigin = origin(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof org.yaml.snakeyaml.nodes.ScalarNode key)) {
                problems.add(keyOrigin, "", "a key must be a single word, not a list or section");
            } else if (key.getValue().equals("<<") && key.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN) {
                mergeInto(merged, convert(tuple.getValueNode()));
            } else {
                put(own, key.getValue(), new MapNode.Entry(keyOrigin, convert(tuple.getValueNode())));
            }
        }
        merged.putAll(own);
        return new MapNode(merged, origin);
    }

    private void put(Map<String, MapNode.Entry> entries, String key, MapNode.Entry entry) {
        MapNode.Entry earlier = entries.putIfAbsent(key, entry);
        if (earlier != null) {
            problems.add(entry.keyOrigin(), "", "duplicate key '" + key + "', first written at " + earlier.keyOrigin());
        }
    }

    /** Earlier maps take precedence over later ones, as specified for YAML's merge key. */
    private void mergeInto(Map<String, MapNode.Entry> merged, ConfigNode source) {
        if (source instanceof MapNode map) {
            map.entries().forEach(merged::putIfAbsent);
        } else if (source instanceof ListNode list) {
            list.items().forEach(item -> mergeInto(merged, item));
        } else {
            problems.add(source.origin(), "<<", "must be followed by an alias of a section, for example <<: *base");
        }
    }
}
