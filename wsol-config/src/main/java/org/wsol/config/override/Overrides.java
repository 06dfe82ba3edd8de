package org.wsol.config.override;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.config.schema.SchemaMerger;
import org.wsol.config.schema.SchemaPaths;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.Required;

/** Applies changes typed on the command line to a configuration tree. */
public final class Overrides {
    private final SectionSchema schema;
    private final Problems problems;

    /** Creates overrides for configurations of a schema; invalid paths and values are added to the problems. */
    public Overrides(SectionSchema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /**
     * The tree after every change, in the order they were typed. Changes with invalid paths are reported and skipped.
     */
    public MapNode apply(MapNode tree, List<KeyChange> overrides) {
        MapNode changed = applyAll(tree, overrides);
        SchemaPaths paths = new SchemaPaths(schema, changed);
        List<KeyChange> good = new ArrayList<>();
        for (KeyChange override : overrides) {
            boolean known = override.action() != KeyChange.Action.SET || paths.exists(override.path());
            if (known && (override.action() != KeyChange.Action.REMOVE || isWritten(tree, override))) {
                good.add(override);
            } else {
                report(override, override.action() == KeyChange.Action.REMOVE ? written(tree) : paths.all());
            }
        }
        return good.size() == overrides.size() ? changed : applyAll(tree, good);
    }

    /** Returns whether the schema has the path of a change; reports the change if not. Its value is not read. */
    public boolean checkPath(MapNode tree, KeyChange override) {
        SchemaPaths paths = new SchemaPaths(schema, tree);
        boolean known = override.action() != KeyChange.Action.SET || paths.exists(override.path());
        if (!known) {
            report(override, paths.all());
        }
        return known;
    }

    private MapNode applyAll(MapNode tree, List<KeyChange> overrides) {
        MapNode changed = tree;
        for (KeyChange override : overrides) {
            changed = applyOne(changed, override);
        }
        return changed;
    }

    private MapNode applyOne(MapNode tree, KeyChange override) {
        List<String> steps = new SchemaPaths(schema, tree).steps(override.path());
        if (override.action() == KeyChange.Action.REMOVE) {
            return without(tree, steps);
        }
        ConfigNode value = YamlReader.readOverride(override.value(), override.origin(), problems);
        return SchemaMerger.merge(tree, nested(steps, value, override.origin(), tree.origin()), schema);
    }

    /** The tree with one value set by a path of steps. */
    public static MapNode set(MapNode tree, String path, ConfigNode value, SectionSchema schema) {
        List<String> steps = new SchemaPaths(schema, tree).steps(path);
        return SchemaMerger.merge(tree, nested(steps, value, value.origin(), tree.origin()), schema);
    }

    private static MapNode nested(List<String> steps, ConfigNode value, Origin keyOrigin, Origin treeOrigin) {
        ConfigNode inner = value;
        for (int i = steps.size() - 1; i >= 0; i--) {
            inner = MapNode.empty(i == 0 ? treeOrigin : keyOrigin).with(steps.get(i), inner, keyOrigin);
        }
        return (MapNode) inner;
    }

    private static MapNode without(MapNode tree, List<String> steps) {
        String first = steps.get(0);
        if (steps.size() == 1) {
            return tree.without(first);
        }
        Optional<MapNode> below = tree.map(first);
        return below.isEmpty()
                ? tree
                : tree.with(
                        first,
                        without(below.get(), steps.subList(1, steps.size())),
                        Required.value(tree.entries(), first).keyOrigin());
    }

    private boolean isWritten(MapNode tree, KeyChange override) {
        return SchemaPaths.valueAt(tree, new SchemaPaths(schema, tree).steps(override.path()))
                .isPresent();
    }

    private static List<String> written(MapNode tree) {
        List<String> found = new ArrayList<>();
        collect(tree, "", found);
        return found;
    }

    private static void collect(MapNode node, String prefix, List<String> found) {
        node.entries().forEach((key, entry) -> {
            found.add(prefix + key);
            if (entry.value() instanceof MapNode below) {
                collect(below, prefix + key + ".", found);
            }
        });
    }

    private void report(KeyChange override, List<String> paths) {
        String what = override.action() == KeyChange.Action.REMOVE ? "the file has no key '" : "there is no key '";
        Optional<String> owners = new SchemaPaths(schema, MapNode.empty(override.origin())).ownersOf(override.path());
        if (owners.isPresent() && override.action() != KeyChange.Action.REMOVE) {
            problems.add(
                    override.origin(),
                    "",
                    what + override.path() + "' here; it is a key of " + owners.get() + ", which is not selected");
            return;
        }
        Optional<String> meant = nearest(override.path(), paths).map(override::withPath);
        meant.ifPresent(text -> problems.correct(override.typed(), text));
        String advice = meant.map(text -> "; did you mean: " + ShellWords.quoted(text))
                .orElse("; 'wsol config FILE' shows every key there is");
        problems.add(override.origin(), "", what + override.path() + "'" + advice);
    }

    /** The closest path: the same last key elsewhere, else the most similar path, else the most similar last key. */
    private static Optional<String> nearest(String path, List<String> paths) {
        Optional<String> elsewhere = paths.stream()
                .filter(candidate ->
                        candidate.endsWith("." + path) || lastKey(candidate).equals(path))
                .findFirst();
        return elsewhere.or(() -> Suggestion.nearest(path, paths)).or(() -> Suggestion.nearest(
                        lastKey(path), paths.stream().map(Overrides::lastKey).toList())
                .flatMap(key -> paths.stream()
                        .filter(candidate -> lastKey(candidate).equals(key))
                        .findFirst()));
    }

    private static String lastKey(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
