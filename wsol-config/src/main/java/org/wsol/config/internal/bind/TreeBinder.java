package org.wsol.config.internal.bind;

import java.util.Map;
import java.util.Optional;
import org.wsol.config.internal.bind.Defaults.DefaultNodes;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.ValueType;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Problems;

/** Completes a tree with defaults, resolves its references and binds it to records. */
public final class TreeBinder {
    private final SectionSchema schema;
    private final Map<String, String> environment;
    private final DefaultNodes defaults = new DefaultNodes();

    /**
     * A binder for one schema.
     *
     * @param environment the variables for {@code ${env:NAME}}
     */
    public TreeBinder(SectionSchema schema, Map<String, String> environment) {
        this.schema = schema;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The tree with every default written out and every reference replaced.
     *
     * @param problems receives unresolved references
     */
    public MapNode complete(MapNode written, Problems problems) {
        // Names are resolved while defaults are filled in; problems with them are reported by the full pass.
        Problems discarded = new Problems();
        Interpolator names = new Interpolator(environment, discarded);
        MapNode filled =
                new Defaults(defaults, (ScalarNode scalar) -> names.resolveText(scalar, written)).fill(written, schema);
        return new Interpolator(environment, problems).resolve(filled);
    }

    /** The record of a completed tree, or empty if it has errors. */
    public Optional<Record> bind(MapNode completed, Problems problems) {
        return new Binder(problems).bind(completed, schema);
    }

    /** The record of one optional section of a completed tree, or empty if it has errors. */
    public Optional<Record> bindSection(MapNode section, String key) {
        return schema.find(key)
                .map(KeySchema::type)
                .map(type -> type instanceof ValueType.Maybe maybe ? maybe.inner() : type)
                .filter(ValueType.Section.class::isInstance)
                .map(type -> ((ValueType.Section) type).schema())
                .flatMap(found -> new Binder(new Problems()).bind(section, found));
    }
}
