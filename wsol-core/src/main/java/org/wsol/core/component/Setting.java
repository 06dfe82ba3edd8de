package org.wsol.core.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of an options record: the only place where its meaning, default and range are written. The
 * experiment schema, the reference pages and {@code describe} are made from it.
 *
 * <p>The type of the record component decides how text is read: {@code int}, {@code long}, {@code double},
 * {@code boolean}, {@code String}, an enum (its constants in lower case, {@code _} as {@code -}), {@code Path},
 * {@code Optional<T>} (absent unless given), {@code List<T>}, {@code Map<String, T>} or another options record. The keys
 * of a {@link Flattened} record need no {@code Setting} around them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What the key means, one or two sentences, with unit and source. */
    String doc();

    /**
     * The default as YAML text, for example {@code "0.5"} or {@code "[30, 50, 70]"}. Empty: the key is required, unless
     * its type has a natural default ({@code Optional}: absent; {@code List}: empty; {@code Map}: empty; a record: its
     * own defaults).
     */
    String defaultValue() default "";

    /** The smallest allowed number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest allowed number. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether {@link #min()} itself is refused. */
    boolean exclusiveMin() default false;

    /** The allowed texts, where the type is {@code String} and only some are allowed. */
    String[] allowed() default {};

    /** False for keys that cannot change results (threads, logging): they are left out of a run's identity. */
    boolean affectsResults() default true;

    /**
     * False for keys that only evaluation depends on: a network that was trained with another value is scored again
     * instead of being trained again.
     */
    boolean affectsTraining() default true;

    /**
     * Marks a nested options record whose keys belong to the outer section instead of a section of their own, so that
     * settings that several components share are described once.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Flattened {}
}
