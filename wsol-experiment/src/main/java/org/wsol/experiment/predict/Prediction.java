package org.wsol.experiment.predict;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.Decomposition;
import org.wsol.eval.box.ScoredBox;

/**
 * What a localizer says of a picture.
 *
 * @param label the most likely class, from 0
 * @param className its name
 * @param probability its softmax probability, in [0, 1]
 * @param threshold the threshold the box was cut at, a share of the map's maximum
 * @param box the object, in pixels of the picture; empty where no place is above the threshold
 * @param imageSize size of the picture in pixels
 * @param scoreMap the class activation map at the network's input size, scaled to [0, 1]
 * @param maps the maps of that class at the network's resolution: CAM, norm map F and similarity map S; empty where the
 *     method's map has no such factors
 */
public record Prediction(
        int label,
        String className,
        double probability,
        double threshold,
        Optional<ScoredBox> box,
        ImageSize imageSize,
        ScoreMap scoreMap,
        Optional<Decomposition> maps) {}
