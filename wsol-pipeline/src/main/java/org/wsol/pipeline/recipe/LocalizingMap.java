package org.wsol.pipeline.recipe;

/** The map that objects are localized by. */
public enum LocalizingMap {
    /** The method's own map of the wanted class; for most methods a class activation map. */
    CAM,
    /**
     * The norm map F, one for all classes of an image. Where training has aligned F with the similarity map S, F alone says
     * where the object is: their product, the class activation map, still lacks whatever S misses.
     */
    NORM
}
