package org.wsol.experiment.results;

import org.wsol.pipeline.recipe.EvaluationConfig.LocalizingMap;

/** The maps kept for every test image. */
public enum MapKind {
    /** Class activation map of the labelled class. */
    CAM("cam", "CAM"),
    /** Norm map F: the length of the feature vector at every position. */
    NORM("norm", "Norm map F"),
    /** Similarity map S: the cosine between the feature vector and the class weight at every position. */
    SIMILARITY("similarity", "Similarity map S");

    private final String key;
    private final String label;

    MapKind(String key, String label) {
        this.key = key;
        this.label = label;
    }

    /** The kind of map used for boxes. */
    public static MapKind of(LocalizingMap map) {
        return switch (map) {
            case CAM -> CAM;
            case NORM -> NORM;
        };
    }

    /** Short name in file names and data. */
    public String key() {
        return key;
    }

    /** Name for readers. */
    public String label() {
        return label;
    }

    /** The file of these maps, relative to a run folder. */
    public String fileName() {
        return "maps/test-" + key + ".npy";
    }
}
