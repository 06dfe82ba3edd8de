package org.wsol.engine.cam;

/** How class scores and the map of a class are computed from a trained network: the inference side of a method. */
public interface Localization {
    /** Localization with the backbone's own head and plain class activation maps. */
    Localization PLAIN = new Localization() {};

    /**
     * Adds scores and map to an inference graph: calls {@link LocalizationGraphBuilder#logits} and then {@link
     * LocalizationGraphBuilder#map} once each, and sets the factors F, S and |w| if the map has them.
     */
    default void localize(LocalizationGraphBuilder graph) {
        graph.plain();
    }

    /** Whether scores and maps are those of {@link #PLAIN}: {@link #localize} is not overridden. */
    static boolean isPlain(Localization localization) {
        try {
            return localization
                            .getClass()
                            .getMethod("localize", LocalizationGraphBuilder.class)
                            .getDeclaringClass()
                    == Localization.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every localization has the method that this interface declares", e);
        }
    }
}
