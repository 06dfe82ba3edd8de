package org.wsol.config.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsol.core.component.Component;

/**
 * A component that was chosen in a section, with its options.
 *
 * @param component the component that was named
 * @param options its options, an instance of {@link Component#optionsType()}
 */
public record Selection(Component<?> component, Record options) {

    /** Refuses options of another component. */
    public Selection {
        if (!component.optionsType().isInstance(options)) {
            throw new IllegalArgumentException(options + " are not options of " + component.name());
        }
    }

    /** The name in YAML. */
    public String name() {
        return component.name();
    }

    /**
     * The component as its kind.
     *
     * @param kind a provider's class
     * @param <C> the provider with any options: the caller gives it those of this selection
     * @throws ClassCastException when the component is of another kind
     */
    @SuppressWarnings("unchecked") // A class literal cannot name the wildcard.
    public <C extends Component<?>> C as(Class<? super C> kind) {
        return (C) kind.cast(component);
    }

    /** The options as their type. */
    public <O> O options(Class<O> type) {
        return type.cast(options);
    }

    /** Two selections are the same when they choose the same kind of component with equal options. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selection that
                && name().equals(that.name())
                && component.getClass().equals(that.component.getClass())
                && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name(), options);
    }
}
