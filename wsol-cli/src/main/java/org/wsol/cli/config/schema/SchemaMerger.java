package org.wsol.cli.config.schema;

import java.util.Optional;
import org.wsol.cli.config.tree.ConfigNode;
import org.wsol.cli.config.tree.MapNode;
import org.wsol.cli.config.tree.NodeMerger;
import org.wsol.cli.config.tree.ScalarNode;

/**
 * Lays one configuration over another. Sections are merged, lists and values replaced. Where the upper one chooses
 * another component, those options of the former component that the new one does not have are dropped instead of being
 * inherited: {@code method.name: cam} over a file of another method is enough.
 */
public final class SchemaMerger {
    private SchemaMerger() {}

    /** The lower section with everything the upper one says. */
    public static MapNode merge(MapNode lower, MapNode upper, SectionSchema schema) {
        Optional<SectionSchema.Alternative> chosen = chosen(upper, schema).or(() -> chosen(lower, schema));
        MapNode kept = withoutFormerOptions(lower, upper, schema, chosen);
        MapNode result = new MapNode(kept.entries(), upper.origin());
        for (var entry : upper.entries().entrySet()) {
            ConfigNode above = entry.getValue().value();
            Optional<ValueType> type = schema.keysWith(chosen).stream()
                    .filter(key -> key.name().equals(entry.getKey()))
                    .map(KeySchema::type)
                    .findFirst();
            ConfigNode merged = kept.get(entry.getKey())
                    .map(below -> mergeValue(below, above, type))
                    .orElse(above);
            result = result.with(entry.getKey(), merged, entry.getValue().keyOrigin());
        }
        return result;
    }

    private static ConfigNode mergeValue(ConfigNode lower, ConfigNode upper, Optional<ValueType> type) {
        Optional<SectionSchema> section = type.map(SchemaMerger::unwrap)
                .filter(ValueType.Section.class::isInstance)
                .map(found -> ((ValueType.Section) found).schema());
        if (section.isPresent() && lower instanceof MapNode below && upper instanceof MapNode above) {
            return merge(below, above, section.get());
        }
        return NodeMerger.merge(lower, upper);
    }

    private static ValueType unwrap(ValueType type) {
        return type instanceof ValueType.Maybe maybe ? maybe.inner() : type;
    }

    /** The component a section chooses, by its own words or the key's default. */
    static Optional<SectionSchema.Alternative> chosen(MapNode node, SectionSchema schema) {
        return schema.selector()
                .flatMap(choice ->
                        node.scalar(choice.key().name()).map(ScalarNode::text).flatMap(choice::find));
    }

    private static MapNode withoutFormerOptions(
            MapNode lower, MapNode upper, SectionSchema schema, Optional<SectionSchema.Alternative> chosen) {
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
