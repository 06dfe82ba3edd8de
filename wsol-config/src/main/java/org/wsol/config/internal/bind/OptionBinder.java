package org.wsol.config.internal.bind;

import java.util.Map;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SchemaReader;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;

/** Binds the options of one component given in a program or on a command line, without a configuration file. */
public final class OptionBinder {
    private OptionBinder() {}

    /**
     * The options record of a component.
     *
     * @param owner the component's description in errors, for example {@code backbone vgg16}
     * @param type the record type, whose components carry {@link org.wsol.core.component.Setting}
     * @param options option names and values as in YAML, for example {@code featureMap: 28} or {@code stages: [a, b]}
     * @param <O> the record type
     * @throws InvalidInputException with all problems of names and values, one per line
     */
    public static <O extends Record> O bind(String owner, Class<O> type, Map<String, String> options) {
        Origin origin = new Origin(owner, 0, 0);
        Problems problems = new Problems();
        MapNode written = MapNode.empty(origin);
        for (Map.Entry<String, String> option : options.entrySet()) {
            ConfigNode value = YamlReader.readOverride(option.getValue(), origin, problems);
            written = written.with(option.getKey(), value, origin);
        }
        TreeBinder binder = new TreeBinder(schema(type), Map.of());
        Record bound = binder.bind(binder.complete(written, problems), problems).orElse(null);
        problems.throwIfAny();
        if (bound == null) {
            throw new IllegalStateException("the options of " + owner + " could not be bound");
        }
        return type.cast(bound);
    }

    /** Whether the record can be created without setting an option. */
    public static boolean hasDefaults(Class<? extends Record> type) {
        return schema(type).keys().stream().noneMatch(KeySchema::isRequired);
    }

    private static SectionSchema schema(Class<? extends Record> type) {
        return new SchemaReader(ComponentCatalog.empty()).read(type);
    }
}
