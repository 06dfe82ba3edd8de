package org.wsol.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.schema.SchemaMerger;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;

/**
 * Reads a file and the files it {@code extends}. Later files override earlier ones, and the extending file overrides
 * all.
 */
final class ConfigFiles {
    static final String EXTENDS = "extends";
    private final SectionSchema schema;
    private final Problems problems;
    private final Deque<Path> open = new ArrayDeque<>();
    private final Map<Path, MapNode> known = new HashMap<>();

    ConfigFiles(SectionSchema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** The tree of a file and the files it extends; a file extended several times is read once. */
    MapNode read(Path file) {
        Path key = file.toAbsolutePath().normalize();
        MapNode found = known.get(key);
        if (found == null) {
            found = read(file, key);
            known.put(key, found);
        }
        return found;
    }

    private MapNode read(Path file, Path key) {
        if (open.contains(key)) {
            throw new InvalidInputException(file + ": extends itself, by way of "
                    + open.stream().map(Path::getFileName).toList());
        }
        open.push(key);
        MapNode own = section(YamlReader.read(file, file.toString(), problems), file);
        MapNode result = MapNode.empty(own.origin());
        for (ScalarNode base : bases(own)) {
            result = SchemaMerger.merge(result, base(file, base), schema);
        }
        open.pop();
        return SchemaMerger.merge(result, own.without(EXTENDS), schema);
    }

    private MapNode base(Path file, ScalarNode base) {
        try {
            return read(file.resolveSibling(base.text()).normalize());
        } catch (InvalidPathException e) {
            throw new InvalidInputException(
                    base.origin() + ": extends: this cannot be a path on this system: " + e.getReason(), e);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(base.origin() + ": extends: " + e.getMessage(), e);
        }
    }

    private List<ScalarNode> bases(MapNode own) {
        List<ScalarNode> bases = new ArrayList<>();
        own.get(EXTENDS).ifPresent(written -> {
            List<ConfigNode> items = written instanceof ListNode list ? list.items() : List.of(written);
            for (ConfigNode item : items) {
                if (item instanceof ScalarNode scalar && !scalar.isNothing()) {
                    bases.add(scalar);
                } else {
                    problems.add(item.origin(), EXTENDS, "expected a file, or a list of files");
                }
            }
        });
        return bases;
    }

    private static MapNode section(ConfigNode root, Path file) {
        if (root instanceof MapNode map) {
            return map;
        }
        throw new InvalidInputException(
                root.origin() + ": expected keys with values, found " + root.kind() + " in " + file.getFileName());
    }
}
