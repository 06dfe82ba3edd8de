package org.wsol.config.schema;

import java.util.Optional;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.NodeMerger;

/**
 * Merges one configuration over another. Sections are merged, lists and values replaced; a key that is set to {@code ~}
 * is dropped, as if it had not been written. If the upper one selects another component, options of the former
 * component that the new one does not have are dropped instead of inherited: {@code method.name: cam} over a file of
 * another method is enough.
 */
public final class SchemaMerger {
    private SchemaMerger() {}

    /** The lower section overridden by the upper one. */
    public static MapNode merge(MapNode lower, MapNode upper, SectionSchema schema) {
        Optional<SectionSchema.Alternative> chosen = chosen(upper, schema).or(() -> chosen(lower, schema));
        MapNode kept = withoutFormerOptions(lower, schema, chosen);
        MapNode result = new MapNode(kept.entries(), upper.origin());
        for (var entry : upper.entries().entrySet()) {
            ConfigNode above = entry.getValue().value();
            Optional<ValueType> type = schema.keysWith(chosen).stream()
                    .filter(key -> key.name().equals(entry.getKey()))
                    .map(KeySchema::type)
                    .findFirst();
            result = isDropped(above, type)
                    ? result.without(entry.getKey())
                    : result.with(
                            entry.getKey(),
                            mergeValue(kept.get(entry.getKey()), above, type),
                            entry.getValue().keyOrigin());
        }
        return result;
    }

    /** An optional key set to {@code ~} is absent. This differs from a missing key, for which the default applies. */
    private static boolean isDropped(ConfigNode value, Optional<ValueType> type) {
        return value instanceof ScalarNode scalar
                && scalar.isNull()
                && type.filter(found -> !(found instanceof ValueType.Maybe)).isPresent();
    }

    private static ConfigNode mergeValue(Optional<ConfigNode> lower, ConfigNode upper, Optional<ValueType> type) {
        Optional<ValueType> inner = type.map(SchemaMerger::unwrap);
        boolean isSection = inner.filter(SchemaMerger::hasKeys).isPresent();
        if (isSection && lower.isPresent() && upper instanceof ScalarNode scalar && scalar.isEmpty()) {
            return lower.get(); // a section header whose keys are all commented out
        }
        if (!isSection || !(upper instanceof MapNode above)) {
            return lower.map(below -> NodeMerger.merge(below, upper)).orElse(upper);
        }
        MapNode below =
                lower.filter(MapNode.class::isInstance).map(MapNode.class::cast).orElse(MapNode.empty(above.origin()));
        return inner.get() instanceof ValueType.Section section
                ? merge(below, above, section.schema())
                : NodeMerger.mergeNames(below, above);
    }

    private static boolean hasKeys(ValueType type) {
        return type instanceof ValueType.Section || type instanceof ValueType.MapOf;
    }

    private static ValueType unwrap(ValueType type) {
        return type instanceof ValueType.Maybe maybe ? maybe.inner() : type;
    }

    /** The component a section selects, explicitly or by the key's default. */
    static Optional<SectionSchema.Alternative> chosen(MapNode node, SectionSchema schema) {
        return schema.selector()
                .flatMap(choice ->
                        node.scalar(choice.key().name()).map(ScalarNode::text).flatMap(choice::find));
    }

    private static MapNode withoutFormerOptions(
            MapNode lower, SectionSchema schema, Optional<SectionSchema.Alternative> chosen) {
        Optional<SectionSchema.Alternative> former = chosen(lower, schema);
        if (former.isEmpty() || chosen.isEmpty() || former.get().equals(chosen.get())) {
            return lower;
        }
        MapNode kept = lower;
        for (KeySchema key : former.get().schema().keys()) {
            if (chosen.get().schema().find(key.name()).isEmpty()) {
                kept = kept.without(key.name());
            }
        }
        return kept;
    }
}
