package org.wsol.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.internal.bind.TreeBinder;
import org.wsol.config.override.KeyChange;
import org.wsol.config.override.Overrides;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.config.schema.SchemaReader;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;

/**
 * Loads configurations of one record type: file, extended files, overrides, defaults, references, binding.
 *
 * @param <T> the record type
 */
public final class ConfigLoader<T extends Record> {
    private final Class<T> type;
    private final SectionSchema schema;
    private final TreeBinder binder;

    /**
     * Creates a loader.
     *
     * @param catalog the available components
     * @param environment the variables for {@code ${env:NAME}}
     */
    public ConfigLoader(Class<T> type, ComponentCatalog catalog, Map<String, String> environment) {
        this.type = type;
        this.schema = new SchemaReader(catalog).read(type);
        this.binder = new TreeBinder(schema, environment);
    }

    /** The schema of the files. */
    public SectionSchema schema() {
        return schema;
    }

    /**
     * The tree of a file, the files it extends and the changes, before defaults.
     *
     * @param problems receives all problems except those that end reading immediately
     * @throws org.wsol.core.InvalidInputException if a file is missing or not YAML
     */
    public MapNode compose(Path file, List<KeyChange> overrides, Problems problems) {
        MapNode written = new ConfigFiles(schema, problems).read(file);
        return new Overrides(schema, problems).apply(written, overrides);
    }

    /**
     * The valid configuration of a composed tree; if it is invalid, adds the errors to the problems and returns empty.
     */
    public Optional<Resolved<T>> resolve(MapNode composed, Problems problems) {
        MapNode completed = binder.complete(composed, problems);
        return binder.bind(completed, problems).map(record -> new Resolved<>(type.cast(record), completed));
    }

    /** One optional section of a composed tree, if it is present and valid; {@link #resolve} reports its problems. */
    public <S extends Record> Optional<S> section(MapNode composed, String key, Class<S> sectionType) {
        return binder.complete(composed, new Problems())
                .map(key)
                .flatMap(node -> binder.bindSection(node, key))
                .map(sectionType::cast);
    }

    /**
     * The configuration of a file.
     *
     * @throws org.wsol.core.InvalidInputException with all problems, one per line
     */
    public Resolved<T> load(Path file, List<KeyChange> overrides) {
        Problems problems = new Problems();
        MapNode composed = compose(file, overrides, problems);
        Optional<Resolved<T>> resolved = resolve(composed, problems);
        problems.throwIfAny();
        return resolved.orElseThrow();
    }

    /**
     * A valid configuration.
     *
     * @param value the typed record
     * @param tree every key with its value, defaults included, and its origin
     * @param <T> the record type
     */
    public record Resolved<T extends Record>(T value, MapNode tree) {}
}
