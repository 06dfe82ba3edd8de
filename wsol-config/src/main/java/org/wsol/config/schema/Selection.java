package org.wsol.config.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsol.core.component.Component;

/**
 * A component selected in a section, with its options.
 *
 * @param component the component that was named
 * @param options its options, an instance of {@link Component#optionsType()}
 */
public record Selection(Component<?> component, Record options) {

    /** Rejects options of another component. */
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
     * The component cast to its kind.
     *
     * @param kind a provider's class
     * @param <C> the provider with unknown options; the caller passes it the options of this selection
     * @throws ClassCastException if the component is of another kind
     */
    @SuppressWarnings("unchecked") // A class literal cannot name the wildcard.
    public <C extends Component<?>> C as(Class<? super C> kind) {
        return (C) kind.cast(component);
    }

    /** The options cast to their type. */
    public <O> O options(Class<O> type) {
        return type.cast(options);
    }

    /** Two selections are equal if they select components of the same class with equal options. */
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

    /**
     * Marks the one {@link Selection} of a section: a key that names a component, whose options are further keys of the same
     * section.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Selector {

        /** The kind of component: {@code backbone}. */
        String kind();

        /** The key that names the component: {@code name}, {@code backbone} or {@code layout}. */
        String key();
    }
}
