package org.wsol.engine.cam;

/** How class scores and the map of a class come out of a trained network: the inference side of a method. */
public interface Localization {
    /** The backbone with its own head, and plain class activation maps. */
    Localization PLAIN = new Localization() {};

    /**
     * Adds scores and map to an inference graph: calls {@link LocalizationGraphBuilder#logits} and then
     * {@link LocalizationGraphBuilder#map} once each, and gives the factors F, S and |w| where the map has them.
     */
    default void localize(LocalizationGraphBuilder graph) {
        graph.plain();
    }

    /** Whether scores and maps are those of {@link #PLAIN}: {@link #localize} is as it is here. */
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
