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
 * @param raw the raw maps it was made of, one per stage
 * @param box the largest object in pixels of the original image; empty where no position is above the threshold
 * @param faithfulness how faithful the map is; empty unless it was asked for
 * @param seconds what the map took, faithfulness not counted
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
