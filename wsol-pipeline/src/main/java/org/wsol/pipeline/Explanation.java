package org.wsol.pipeline;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ScoreMap;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.maps.MapSpec;
import org.wsol.maps.faithfulness.Faithfulness;

/**
 * One map of one class by one method.
 *
 * @param map the method
 * @param label the class, from 0
 * @param className its name
 * @param probability its softmax probability, in [0, 1]
 * @param scoreMap the finished map, scores in [0, 1]
 * @param raw the raw maps it was computed from, one per stage
 * @param box the largest object in pixels of the original image; empty if no position is above the threshold
 * @param faithfulness the faithfulness of the map; empty unless requested
 * @param seconds time to compute the map, without faithfulness
 */
public record Explanation(
        MapSpec map,
        int label,
        String className,
        double probability,
        ScoreMap scoreMap,
        List<ScoreMap> raw,
        Optional<ScoredBox> box,
        Optional<Faithfulness> faithfulness,
        double seconds) {

    /** Copies the list. */
    public Explanation {
        raw = List.copyOf(raw);
    }
}
