package org.wsol.config.internal.bind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.ValueType;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.core.WsolException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.Required;

/**
 * Creates records from a tree with defaults filled in and references replaced. Errors are added to the problems and
 * yield null inside this class; partially bound records are never returned.
 */
final class Binder {
    /** Components of modules that programs add only if they need them. */
    private static final Map<String, String> OPTIONAL_MODULES = Map.of("dl4j", "wsol-dl4j", "spark", "wsol-spark");

    private final Problems problems;

    Binder(Problems problems) {
        this.problems = problems;
    }

    /** The record, or empty if the section has errors. */
    Optional<Record> bind(MapNode node, SectionSchema schema) {
        return Optional.ofNullable(section(node, schema, ""));
    }

    private @Nullable Record section(MapNode node, SectionSchema schema, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        Optional<SectionSchema.Alternative> chosen = Optional.empty();
        int before = problems.count();
        if (schema.selector().isPresent()) {
            chosen = choose(node, schema.selector().get(), schema.keys(), path);
        }
        boolean complete = schema.selector().isEmpty() || chosen.isPresent();
        if (complete) {
            refuseUnknown(node, schema, schema.keysWith(chosen), path);
        }
        bindKeys(node, schema.keys(), path, values);
        if (chosen.isPresent()) {
            Record options = record(node, chosen.get().schema(), path);
            complete = options != null;
            if (options != null) {
                values.put(
                        schema.selector().get().component(),
                        new Selection(chosen.get().component(), options));
            }
        }
        Record bound = complete && hasAll(values, schema.keys()) ? construct(schema, values, node, path) : null;
        return problems.count() > before ? null : bound;
    }

    /** A section can be checked as a whole only if all its known keys have values. */
    private static boolean hasAll(Map<String, Object> values, List<KeySchema> keys) {
        return keys.stream().map(KeySchema::name).allMatch(values::containsKey);
    }

    private @Nullable Record record(MapNode node, SectionSchema schema, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        bindKeys(node, schema.keys(), path, values);
        return hasAll(values, schema.keys()) ? construct(schema, values, node, path) : null;
    }

    private Optional<SectionSchema.Alternative> choose(
            MapNode node, SectionSchema.Choice choice, List<KeySchema> own, String path) {
        String key = choice.key().name();
        String keyPath = join(path, key);
        Optional<ConfigNode> written = node.get(key);
        if (written.isEmpty()) {
            missing(node, choice, own, path);
            return Optional.empty();
        }
        if (!(written.get() instanceof ScalarNode scalar)) {
            problems.add(written.get().origin(), keyPath, "expected the name of a " + choice.kind());
            return Optional.empty();
        }
        Optional<SectionSchema.Alternative> found = choice.find(scalar.text());
        if (found.isEmpty()) {
            problems.add(
                    scalar.origin(),
                    keyPath,
                    "unknown " + choice.kind() + " '" + scalar.text() + "'"
                            + Suggestion.forName(scalar.text(), choice.names()) + "; use one of "
                            + String.join(", ", choice.names()) + elsewhere(scalar.text()));
        }
        return found;
    }

    private static String elsewhere(String name) {
        return Optional.ofNullable(OPTIONAL_MODULES.get(name))
                .map(module -> " ('" + name + "' is in the module " + module + ", which is not on the class path)")
                .orElse(" (one of your own: its jar must be on the class path, for ./wsol in the variable"
                        + " WSOL_CLASSPATH, and list it in META-INF/services; docs/extending.md)");
    }

    /** Reports a missing selector key; an unknown key with a similar name is assumed to be a misspelling of it. */
    private void missing(MapNode node, SectionSchema.Choice choice, List<KeySchema> own, String path) {
        String name = choice.key().name();
        String names = "use one of " + String.join(", ", choice.names());
        Optional<String> misspelt = node.keys().stream()
                .filter(key -> own.stream().noneMatch(known -> known.name().equals(key)))
                .filter(key -> Suggestion.nearest(key, List.of(name)).isPresent())
                .findFirst();
        if (misspelt.isPresent()) {
            Origin origin = Required.value(node.entries(), misspelt.get()).keyOrigin();
            String what = "unknown key '" + misspelt.get() + "' (did you mean '" + name + "'?); " + names;
            problems.add(origin, join(path, misspelt.get()), what);
        } else {
            problems.add(node.origin(), join(path, name), "is missing; " + names);
        }
    }

    private void refuseUnknown(MapNode node, SectionSchema section, List<KeySchema> known, String path) {
        List<String> names = known.stream().map(KeySchema::name).toList();
        node.entries().forEach((key, entry) -> {
            if (!names.contains(key)) {
                problems.add(
                        entry.keyOrigin(),
                        join(path, key),
                        "unknown key '" + key + "'"
                                + section.ownersOf(key)
                                        .map(owners -> " (a key of " + owners + ", which is not selected)")
                                        .orElseGet(() -> Suggestion.forName(key, names))
                                + "; known here: " + String.join(", ", names));
            }
        });
    }

    private void bindKeys(MapNode node, List<KeySchema> keys, String path, Map<String, Object> values) {
        for (KeySchema key : keys) {
            String keyPath = join(path, key.name());
            Optional<ConfigNode> written = node.get(key.name());
            if (written.isPresent()) {
                Object value = value(written.get(), key.type(), key, keyPath);
                if (value != null) {
                    values.put(key.name(), value);
                }
            } else if (key.type() instanceof ValueType.Maybe) {
                values.put(key.name(), Optional.empty());
            } else {
                problems.add(
                        node.origin(),
                        keyPath,
                        "is missing (" + key.type().label() + ": "
                                + key.setting().doc() + ")");
            }
        }
    }

    private @Nullable Object value(ConfigNode node, ValueType type, KeySchema key, String path) {
        if (type instanceof ValueType.Maybe maybe) {
            return maybe(node, maybe, key, path);
        } else if (type instanceof ValueType.Anything) {
            return node;
        } else if (type instanceof ValueType.Section section) {
            return node instanceof MapNode map
                    ? section(map, section.schema(), path)
                    : wrongKind(node, "a section with keys", path);
        } else if (type instanceof ValueType.ListOf list) {
            return node instanceof ListNode items
                    ? list(items, list, key, path)
                    : wrongKind(node, "a list, for example [a, b]", path);
        } else if (type instanceof ValueType.MapOf map) {
            return node instanceof MapNode entries
                    ? map(entries, map, key, path)
                    : wrongKind(node, "a section of names with values", path);
        }
        return node instanceof ScalarNode scalar
                ? scalar(scalar, type, key, path)
                : wrongKind(node, type.label(), path);
    }

    private @Nullable Object maybe(ConfigNode node, ValueType.Maybe type, KeySchema key, String path) {
        if (node instanceof ScalarNode scalar && scalar.isNothing()) {
            return Optional.empty();
        }
        Object inner = value(node, type.inner(), key, path);
        return inner == null ? null : Optional.of(inner);
    }

    private @Nullable Object scalar(ScalarNode node, ValueType type, KeySchema key, String path) {
        if (!node.quoted() && node.text().isEmpty()) {
            problems.add(node.origin(), path, "has no value; write one (" + type.label() + ") or remove the key");
            return null;
        }
        try {
            return ScalarParser.parse(node.text(), type, key);
        } catch (WsolException e) {
            problems.add(node.origin(), path, e.getMessage());
            return null;
        }
    }

    private @Nullable Object list(ListNode node, ValueType.ListOf type, KeySchema key, String path) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < node.items().size(); i++) {
            Object item = value(node.items().get(i), type.item(), key, path + "[" + i + "]");
            if (item != null) {
                items.add(item);
            }
        }
        return items.size() == node.items().size() ? List.copyOf(items) : null;
    }

    private @Nullable Object map(MapNode node, ValueType.MapOf type, KeySchema key, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.entries().forEach((name, entry) -> {
            Object value = value(entry.value(), type.value(), key, join(path, name));
            if (value != null) {
                values.put(name, value);
            }
        });
        return values.size() == node.entries().size() ? Collections.unmodifiableMap(values) : null;
    }

    private @Nullable Object wrongKind(ConfigNode node, String expected, String path) {
        problems.add(node.origin(), path, "expected " + expected + ", found " + node.kind());
        return null;
    }

    /** The record, or null after reporting what its constructor rejects. */
    private @Nullable Record construct(SectionSchema schema, Map<String, Object> values, MapNode node, String path) {
        try {
            return RecordMaker.make(schema, values);
        } catch (RecordMaker.Refusal refusal) {
            report(refusal, node, path);
            return null;
        }
    }

    private void report(RecordMaker.Refusal refusal, MapNode node, String path) {
        String key = refusal.key();
        Origin origin = node.get(key).map(ConfigNode::origin).orElse(node.origin());
        problems.add(origin, key.isEmpty() ? path : join(path, key), String.valueOf(refusal.getMessage()));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
