package org.wsol.pipeline;

import java.util.List;
import org.wsol.core.ScoreMap;

/**
 * A model's prediction for an image with the map of another method.
 *
 * @param prediction classes, boxes and the final maps they were computed from
 * @param raw the raw map of each class: at the size of its stage, with any sign and range
 */
public record MapPrediction(Prediction prediction, List<ScoreMap> raw) {

    /** Copies the list. */
    public MapPrediction {
        raw = List.copyOf(raw);
    }
}
