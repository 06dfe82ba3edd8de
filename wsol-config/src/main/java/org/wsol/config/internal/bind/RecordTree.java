package org.wsol.config.internal.bind;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SchemaReader;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.ValueType;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Origin;
import org.wsol.core.internal.Required;

/** The inverse of binding: the tree of a record, which binds to an equal record. Values that are absent are left out. */
public final class RecordTree {
    private RecordTree() {}

    /**
     * The tree of a record.
     *
     * @param schema the schema of the record's type
     */
    public static MapNode of(Record record, SectionSchema schema) {
        return section(record, schema);
    }

    private static MapNode section(Record record, SectionSchema schema) {
        MapNode node = MapNode.empty(Origin.DEFAULT);
        if (schema.selector().isPresent()) {
            node = chosen(
                    node,
                    (Selection) value(record, schema.selector().get().component()),
                    schema.selector().get());
        }
        Map<String, Object> values = values(record, schema);
        for (KeySchema key : schema.keys()) {
            Optional<ConfigNode> written = node(Required.value(values, key.name()), key.type());
            if (written.isPresent()) {
                node = node.with(key.name(), written.get(), Origin.DEFAULT);
            }
        }
        return node;
    }

    private static MapNode chosen(MapNode node, Selection selection, SectionSchema.Choice choice) {
        SectionSchema options = new SchemaReader(ComponentCatalog.empty())
                .read(selection.component().optionsType());
        MapNode filled = node.with(choice.key().name(), text(selection.name()), Origin.DEFAULT);
        for (var entry : section(selection.options(), options).entries().entrySet()) {
            filled = filled.with(entry.getKey(), entry.getValue().value(), Origin.DEFAULT);
        }
        return filled;
    }

    /** The values of a record's own keys, including those of flattened records. */
    private static Map<String, Object> values(Record record, SectionSchema schema) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : schema.recordType().getRecordComponents()) {
            Object value = value(record, component.getName());
            SectionSchema inner = schema.flattened().get(component.getName());
            if (inner == null) {
                values.put(component.getName(), value);
            } else {
                values.putAll(values((Record) value, inner));
            }
        }
        return values;
    }

    private static Object value(Record record, String component) {
        RecordComponent found = Arrays.stream(record.getClass().getRecordComponents())
                .filter(candidate -> candidate.getName().equals(component))
                .findFirst()
                .orElseThrow();
        try {
            Method accessor = found.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot read " + component + " of " + record.getClass().getName(), e);
        }
    }

    private static Optional<ConfigNode> node(Object value, ValueType type) {
        if (type instanceof ValueType.Maybe maybe) {
            return ((Optional<?>) value).flatMap(inner -> node(inner, maybe.inner()));
        } else if (value instanceof ConfigNode tree) {
            return Optional.of(tree);
        } else if (type instanceof ValueType.Section section) {
            return Optional.of(section((Record) value, section.schema()));
        } else if (type instanceof ValueType.ListOf list) {
            List<ConfigNode> items = new ArrayList<>();
            ((List<?>) value).forEach(item -> node(item, list.item()).ifPresent(items::add));
            return Optional.of(new ListNode(List.copyOf(items), Origin.DEFAULT));
        } else if (type instanceof ValueType.MapOf map) {
            MapNode entries = MapNode.empty(Origin.DEFAULT);
            for (var entry : ((Map<?, ?>) value).entrySet()) {
                ConfigNode item = node(entry.getValue(), map.value()).orElseThrow();
                entries = entries.with((String) entry.getKey(), item, Origin.DEFAULT);
            }
            return Optional.of(entries);
        }
        return Optional.of(
                text(value instanceof Enum<?> constant ? ValueType.Choice.nameOf(constant) : value.toString()));
    }

    private static ScalarNode text(String text) {
        return new ScalarNode(text, true, Origin.DEFAULT);
    }
}
