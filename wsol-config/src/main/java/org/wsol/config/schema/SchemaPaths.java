package org.wsol.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;

/** The dotted paths a configuration can have, given the components it selects. */
public final class SchemaPaths {
    private final SectionSchema root;
    private final MapNode tree;

    /** Creates the paths of a schema; the tree determines which components are selected. */
    public SchemaPaths(SectionSchema root, MapNode tree) {
        this.root = root;
        this.tree = tree;
    }

    /** Whether a path, split as by {@link #steps}, refers to a key of the schema or an entry of a free section. */
    public boolean exists(String path) {
        return find(path).isPresent();
    }

    /** The key a path refers to; for an entry of a free section, the key of that section. */
    public Optional<KeySchema> find(String path) {
        return find(List.of(path.split("\\.", -1)), root, tree);
    }

    /** The components that have a key at a path which the selected one does not have; empty if there are none. */
    public Optional<String> ownersOf(String path) {
        int dot = path.lastIndexOf('.');
        SectionSchema section = root;
        for (String part :
                dot < 0 ? List.<String>of() : List.of(path.substring(0, dot).split("\\.", -1))) {
            Optional<ValueType> type = section.find(part).map(key -> unwrap(key.type()));
            if (!(type.orElse(null) instanceof ValueType.Section below)) {
                return Optional.empty();
            }
            section = below.schema();
        }
        return section.ownersOf(path.substring(dot + 1));
    }

    private Optional<KeySchema> find(List<String> parts, SectionSchema section, MapNode node) {
        Optional<KeySchema> key = keys(section, node).stream()
                .filter(candidate -> candidate.name().equals(parts.get(0)))
                .findFirst();
        if (key.isEmpty() || parts.size() == 1) {
            return key;
        }
        ValueType type = unwrap(key.get().type());
        if (type instanceof ValueType.Section below) {
            MapNode child = node.map(parts.get(0)).orElse(MapNode.empty(node.origin()));
            return find(parts.subList(1, parts.size()), below.schema(), child);
        }
        return type instanceof ValueType.MapOf || type instanceof ValueType.Anything ? key : Optional.empty();
    }

    /**
     * Splits a path into keys. If a section has free names whose values are not sections, the rest of the path is one
     * name: {@code sweep.grid.train.lr} is {@code sweep}, {@code grid}, {@code train.lr}. If the values are sections, the
     * longest name that the tree has is taken: {@code sweep.cases.rate-0.3} if there is a case {@code rate-0.3}.
     */
    public List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        List<String> parts = List.of(path.split("\\.", -1));
        ValueType type = new ValueType.Section(root);
        for (int i = 0; i < parts.size(); i++) {
            if (type instanceof ValueType.MapOf free
                    && !(free.value() instanceof ValueType.MapOf)
                    && !(free.value() instanceof ValueType.Section)) {
                steps.add(String.join(".", parts.subList(i, parts.size())));
                return steps;
            }
            int length = type instanceof ValueType.MapOf ? existing(steps, parts.subList(i, parts.size())) : 1;
            String part = String.join(".", parts.subList(i, i + length));
            i += length - 1;
            steps.add(part);
            type = next(type, part);
        }
        return steps;
    }

    /** The number of parts of the longest name in the tree, at least 1. */
    private int existing(List<String> steps, List<String> rest) {
        Optional<ConfigNode> section = valueAt(tree, steps);
        for (int length = rest.size(); length > 1; length--) {
            String name = String.join(".", rest.subList(0, length));
            if (section.filter(
                            node -> node instanceof MapNode map && map.get(name).isPresent())
                    .isPresent()) {
                return length;
            }
        }
        return 1;
    }

    private static ValueType next(ValueType type, String part) {
        if (type instanceof ValueType.Section section) {
            return section.schema().find(part).map(key -> unwrap(key.type())).orElse(new ValueType.Anything());
        }
        return type instanceof ValueType.MapOf map ? unwrap(map.value()) : new ValueType.Anything();
    }

    /** Every path that ends at a key, sections included. */
    public List<String> all() {
        List<String> found = new ArrayList<>();
        collect(root, tree, "", found);
        return found;
    }

    private void collect(SectionSchema section, MapNode node, String prefix, List<String> found) {
        for (KeySchema key : keys(section, node)) {
            found.add(prefix + key.name());
            if (unwrap(key.type()) instanceof ValueType.Section below) {
                MapNode child = node.map(key.name()).orElse(MapNode.empty(node.origin()));
                collect(below.schema(), child, prefix + key.name() + ".", found);
            }
        }
    }

    private static List<KeySchema> keys(SectionSchema section, MapNode node) {
        Optional<SectionSchema.Alternative> chosen = SchemaMerger.chosen(node, section)
                .or(() -> section.selector()
                        .flatMap(choice -> choice.find(choice.key().setting().defaultValue())));
        return section.keysWith(chosen);
    }

    private static ValueType unwrap(ValueType type) {
        return type instanceof ValueType.Maybe maybe ? maybe.inner() : type;
    }

    /** The value at a path of a tree. */
    public static Optional<ConfigNode> valueAt(MapNode tree, List<String> steps) {
        Optional<ConfigNode> at = Optional.of(tree);
        for (String step : steps) {
            at = at.filter(MapNode.class::isInstance).flatMap(node -> ((MapNode) node).get(step));
        }
        return at;
    }
}
