package org.wsol.pipeline;

import java.util.List;
import org.wsol.core.ScoreMap;

/**
 * What a model finds in an image by the map of another method.
 *
 * @param prediction classes, boxes and the finished maps they were cut from
 * @param raw the map of each class as the method made it: at the size of its stage, of any sign and range
 */
public record MapPrediction(Prediction prediction, List<ScoreMap> raw) {

    /** Copies the list. */
    public MapPrediction {
        raw = List.copyOf(raw);
    }
}
