package org.wsol.maps;

import java.util.Map;
import org.wsol.config.bind.TreeBinder;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.config.schema.SchemaReader;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.ScalarNode;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Components;

/** Methods by name. */
public final class CamVariants {
    private CamVariants() {}

    /** Every method on the class path. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // A class literal cannot name the wildcard.
    public static Components<CamVariantProvider<?>> all() {
        return (Components) Components.load("map", CamVariantProvider.class);
    }

    /**
     * A method with its default options.
     *
     * @param name {@code layercam}, {@code scorecam}, ... or a method of another jar on the class path
     * @throws InvalidInputException when there is no such method
     */
    public static CamVariant create(String name) {
        return create(name, Map.of());
    }

    /**
     * A method with some options set.
     *
     * @param options option names and values as in YAML, for example {@code channels: 64}
     * @throws InvalidInputException when there is no such method or option, or a value cannot be used
     */
    public static CamVariant create(String name, Map<String, String> options) {
        return create(all().get(name), options);
    }

    /** The method a text stands for; where it looks, and whether it is averaged, is up to the caller. */
    public static CamVariant create(MapSpec spec) {
        return create(spec.name(), spec.options());
    }

    private static <O extends Record> CamVariant create(CamVariantProvider<O> provider, Map<String, String> options) {
        Origin origin = new Origin("map " + provider.name(), 0, 0);
        MapNode written = MapNode.empty(origin);
        for (Map.Entry<String, String> option : options.entrySet()) {
            written = written.with(option.getKey(), ScalarNode.plain(option.getValue(), origin), origin);
        }
        SectionSchema schema = new SchemaReader(ComponentCatalog.empty()).read(provider.optionsType());
        TreeBinder binder = new TreeBinder(schema, Map.of());
        Problems problems = new Problems();
        Record bound = binder.bind(binder.complete(written, problems), problems).orElse(null);
        problems.throwIfAny();
        if (bound == null) {
            throw new IllegalStateException("the options of map " + provider.name() + " could not be made");
        }
        return provider.create(provider.optionsType().cast(bound));
    }
}
