package org.wsol.pipeline;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.Decomposition;
import org.wsol.eval.box.BoxExtractor.ScoredBox;

/**
 * What a model finds in an image.
 *
 * @param imageSize size of the original image in pixels, turned upright where the model reads images so
 * @param threshold the threshold the boxes were cut at, a share of the map's maximum, in [0, 1)
 * @param classes the classes that were asked for, at least one; by default the most likely one
 */
public record Prediction(ImageSize imageSize, double threshold, List<ClassLocalization> classes) {

    /** Copies the list and refuses an empty one. */
    public Prediction {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a prediction is about at least one class");
        }
    }

    /** The first class: the most likely one, or the one that was asked for. */
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

    /** The first class's largest object, in pixels of the original image; empty where no position is above the threshold. */
    public Optional<ScoredBox> box() {
        return first().box();
    }

    /** The first class's activation map at the network's input size, scaled to [0, 1]. */
    public ScoreMap scoreMap() {
        return first().scoreMap();
    }

    /** The first class's maps at the network's resolution; empty where the method's map has no factors. */
    public Optional<Decomposition> maps() {
        return first().maps();
    }
}
