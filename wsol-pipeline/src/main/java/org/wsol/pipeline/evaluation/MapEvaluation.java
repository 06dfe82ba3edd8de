package org.wsol.pipeline.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.core.ScoreMap;
import org.wsol.eval.metric.RunningBoxEvaluation;
import org.wsol.maps.MapSpec;
import org.wsol.maps.faithfulness.Road;

/**
 * How one method's maps scored on a split.
 *
 * @param map the method
 * @param boxes box accuracies by normaliser, the recipe's own first; empty evaluations where no image has boxes
 * @param road ROAD of the images it was measured on
 * @param seconds what a map took on average: the pass forward, which all methods share, and the method's own work
 * @param kept small copies of the raw maps, one per image that could be read, several stages fused; empty unless wanted
 */
public record MapEvaluation(
        MapSpec map,
        Map<String, RunningBoxEvaluation> boxes,
        List<Road.Summary> road,
        double seconds,
        List<ScoreMap> kept) {

    /** Copies map and lists. */
    public MapEvaluation {
        boxes = Collections.unmodifiableMap(new LinkedHashMap<>(boxes));
        road = List.copyOf(road);
        kept = List.copyOf(kept);
    }
}
