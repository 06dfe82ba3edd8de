package org.wsol.config.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

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
