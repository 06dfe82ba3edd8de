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
 * another method is enough. Such an option may also be set to {@code ~}.
 */
public final class SchemaMerger {
    private SchemaMerger() {}

    /** The lower section overridden by the upper one. */
    public static MapNode merge(MapNode lower, MapNode upper, SectionSchema schema) {
        Optional<SectionSchema.Alternative> former = chosen(lower, schema);
        Optional<SectionSchema.Alternative> chosen = chosen(upper, schema).or(() -> former);
        MapNode kept = withoutFormerOptions(lower, former, chosen);
        MapNode result = new MapNode(kept.entries(), upper.origin());
        for (var entry : upper.entries().entrySet()) {
            ConfigNode above = entry.getValue().value();
            Optional<ValueType> type = type(entry.getKey(), schema, chosen);
            boolean formerOption =
                    type.isEmpty() && type(entry.getKey(), schema, former).isPresent();
            result = isNothing(above)
                            && (formerOption
                                    || type.filter(SchemaMerger::hasNoAbsence).isPresent())
                    ? result.without(entry.getKey())
                    : result.with(
                            entry.getKey(),
                            mergeValue(kept.get(entry.getKey()), above, type),
                            entry.getValue().keyOrigin());
        }
        return result;
    }

    private static Optional<ValueType> type(
            String key, SectionSchema schema, Optional<SectionSchema.Alternative> component) {
        return schema.keysWith(component).stream()
                .filter(known -> known.name().equals(key))
                .map(KeySchema::type)
                .findFirst();
    }

    private static boolean isNothing(ConfigNode value) {
        return value instanceof ScalarNode scalar && scalar.isNull();
    }

    /** For any other key, {@code ~} means absence, which differs from a missing key, for which the default applies. */
    private static boolean hasNoAbsence(ValueType type) {
        return !(type instanceof ValueType.Maybe);
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
            MapNode lower, Optional<SectionSchema.Alternative> former, Optional<SectionSchema.Alternative> chosen) {
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
