package org.wsol.pipeline;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.Cam.Decomposition;
import org.wsol.eval.box.BoxExtractor.ScoredBox;

/**
 * The localization of a class in an image.
 *
 * @param label the class, from 0
 * @param className its name
 * @param probability its softmax probability, in [0, 1]
 * @param boxes the objects in pixels of the original image, largest first; empty if no position is above the threshold
 * @param scoreMap the class activation map at the network's input size, scaled to [0, 1]
 * @param maps the maps of the class at the network's resolution: CAM, norm map F and similarity map S; empty if the
 *     method's map has no such factors
 */
public record ClassLocalization(
        int label,
        String className,
        double probability,
        List<ScoredBox> boxes,
        ScoreMap scoreMap,
        Optional<Decomposition> maps) {

    /** Copies the list. */
    public ClassLocalization {
        boxes = List.copyOf(boxes);
    }

    /** The largest object. */
    public Optional<ScoredBox> box() {
        return boxes.stream().findFirst();
    }
}
