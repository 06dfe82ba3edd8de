package org.wsol.config.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Component;
import org.wsol.core.component.Components;

/** All components that can be used in an experiment, by kind and name. Immutable. */
public final class ComponentCatalog {
    private final Map<String, Map<String, Component<?>>> kinds;

    private ComponentCatalog(Map<String, Map<String, Component<?>>> kinds) {
        this.kinds = kinds;
    }

    /** A catalog without components. */
    public static ComponentCatalog empty() {
        return new ComponentCatalog(Map.of());
    }

    /**
     * Returns this catalog with additional components of a kind.
     *
     * @throws InvalidInputException if two of a kind have the same name
     */
    public ComponentCatalog with(String kind, Collection<? extends Component<?>> components) {
        Map<String, Map<String, Component<?>>> copy = new LinkedHashMap<>(kinds);
        List<Component<?>> all = all(kind);
        all.addAll(components);
        copy.put(kind, Components.byName(kind, all));
        return new ComponentCatalog(copy);
    }

    /** The kinds, in the order they were added. */
    public List<String> kinds() {
        return List.copyOf(kinds.keySet());
    }

    /** All components of a kind, sorted by name. */
    public List<Component<?>> all(String kind) {
        return new ArrayList<>(kinds.getOrDefault(kind, Map.of()).values());
    }

    /** All names of a kind, sorted. */
    public List<String> names(String kind) {
        return new ArrayList<>(kinds.getOrDefault(kind, Map.of()).keySet());
    }

    /** The component of a kind with that name. */
    public Optional<Component<?>> find(String kind, String name) {
        return Optional.ofNullable(kinds.getOrDefault(kind, Map.of()).get(name));
    }
}
