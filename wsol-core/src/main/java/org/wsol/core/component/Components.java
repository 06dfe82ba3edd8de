package org.wsol.core.component;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.wsol.core.InvalidInputException;

/**
 * The components of one kind on the class path, by name.
 *
 * @param <C> the kind of component
 */
public final class Components<C extends Component<?>> {
    private final String kind;
    private final Map<String, C> byName;

    private Components(String kind, Map<String, C> byName) {
        this.kind = kind;
        this.byName = byName;
    }

    /**
     * Finds every component of a kind.
     *
     * @param kind the name of this kind in messages: {@code backbone}
     * @throws InvalidInputException if two components have the same name, or one cannot be loaded
     */
    public static <C extends Component<?>> Components<C> load(String kind, Class<C> type) {
        return new Components<>(kind, byName(kind, Plugins.load(type)));
    }

    /**
     * Components by name, sorted.
     *
     * @param kind the kind's name in error messages
     * @throws InvalidInputException if two of them have the same name
     */
    public static <C extends Component<?>> Map<String, C> byName(String kind, Collection<? extends C> components) {
        Map<String, C> found = new TreeMap<>();
        for (C component : components) {
            C earlier = found.put(component.name(), component);
            if (earlier != null) {
                throw new InvalidInputException("two " + kind + "s are named '" + component.name() + "': "
                        + Plugins.origin(earlier.getClass()) + ", and " + Plugins.origin(component.getClass()));
            }
        }
        return found;
    }

    /** All components, sorted by name. */
    public Collection<C> all() {
        return byName.values();
    }

    /** All names, sorted. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /**
     * The component with the given name.
     *
     * @throws InvalidInputException if there is none; the message lists the available names and the closest one
     */
    public C get(String name) {
        C part = byName.get(name);
        if (part == null) {
            throw new InvalidInputException("unknown " + kind + " '" + name + "'"
                    + Suggestion.forName(name, byName.keySet()) + "; known: "
                    + String.join(", ", byName.keySet())
                    + ". A plug-in is found when its jar is on the class path and lists it in META-INF/services.");
        }
        return part;
    }
}
