package org.wsol.pipeline;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.Cam.Decomposition;
import org.wsol.eval.box.BoxExtractor.ScoredBox;

/**
 * A model's prediction for an image.
 *
 * @param imageSize size of the original image in pixels, after EXIF rotation if the model applies it
 * @param threshold the threshold of the boxes as a share of the map's maximum, in [0, 1)
 * @param classes the requested classes, at least one; by default the most likely one
 */
public record Prediction(ImageSize imageSize, double threshold, List<ClassLocalization> classes) {

    /** Copies the list and rejects an empty one. */
    public Prediction {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a prediction is about at least one class");
        }
    }

    /** The first class: the most likely or the requested one. */
    public ClassLocalization first() {
        return classes.get(0);
    }

    /** The first class's number, from 0. */
    public int label() {
        return first().label();
    }

    /** The first class's name. */
    public String className() {
        return first().className();
    }

    /** The first class's softmax probability, in [0, 1]. */
    public double probability() {
        return first().probability();
    }

    /**
     * The first class's largest object, in pixels of the original image; empty if no position is above the threshold.
     */
    public Optional<ScoredBox> box() {
        return first().box();
    }

    /** The first class's activation map at the network's input size, scaled to [0, 1]. */
    public ScoreMap scoreMap() {
        return first().scoreMap();
    }

    /** The first class's maps at the network's resolution; empty if the method's map has no factors. */
    public Optional<Decomposition> maps() {
        return first().maps();
    }
}
