package org.wsol.core.component;

/**
 * A component that is found by its YAML name: a backbone, a method, a data set layout, a CAM variant. Implementations
 * are listed in {@code META-INF/services} of their jar and have a public no-argument constructor.
 *
 * @param <O> the record of its options; every record component carries a {@link Setting}
 */
public interface Component<O extends Record> {

    /** The name in YAML, lower case with dashes or underscores: {@code mobilenet_v2}, {@code bridging-gap}. */
    String name();

    /** One sentence for lists and reference pages. */
    String summary();

    /** The record its options are bound to. */
    Class<O> optionsType();
}
