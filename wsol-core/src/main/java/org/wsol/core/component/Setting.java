package org.wsol.core.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of an options record: the single source of its meaning, default and range. The experiment
 * schema, the reference pages and {@code describe} are generated from it.
 *
 * <p>The type of the record component determines how text is parsed: {@code int}, {@code long}, {@code double}, {@code
 * boolean}, {@code String}, an enum (its constants in lower case, {@code _} as {@code -}), {@code Path}, {@code
 * Optional<T>} (absent unless given), {@code List<T>}, {@code Map<String, T>} or another options record. A record
 * component marked {@link Flattened} needs no {@code Setting} itself.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** The meaning of the key in one or two sentences, with unit and source. */
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

    /** Whether {@link #min()} itself is rejected. */
    boolean exclusiveMin() default false;

    /** The allowed values if the type is {@code String} and only certain values are valid. */
    String[] allowed() default {};

    /** False for keys that cannot change results (threads, logging); they are not part of a run's identity. */
    boolean affectsResults() default true;

    /**
     * False for keys that affect evaluation only: when such a value changes, the trained network is evaluated again but
     * not trained again.
     */
    boolean affectsTraining() default true;

    /**
     * Marks a nested options record whose keys belong to the enclosing section, so that settings shared by several
     * components are described once.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Flattened {}
}
