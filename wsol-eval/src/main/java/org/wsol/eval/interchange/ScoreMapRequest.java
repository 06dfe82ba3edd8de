package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.metric.BoxEvaluationSettings;

/**
 * A request to evaluate maps against annotations.
 *
 * @param scoreMaps the folder of the maps
 * @param targets the images and their annotation
 * @param knownElsewhere images of other splits of the data set, whose maps may be in the same folder
 * @param settings sizes, thresholds and overlaps
 * @param predictions a file of predicted classes, for Top-1 and Top-5
 * @param normalizer scales raw maps of any range to [0, 1] after resizing; absent: maps must lie in [0, 1]
 */
public record ScoreMapRequest(
        Path scoreMaps,
        EvaluationTargets targets,
        Set<String> knownElsewhere,
        BoxEvaluationSettings settings,
        Optional<Path> predictions,
        Optional<Normalizer> normalizer) {

    /** Creates a request for maps with scores in [0, 1]. */
    public ScoreMapRequest(
            Path scoreMaps,
            EvaluationTargets targets,
            Set<String> knownElsewhere,
            BoxEvaluationSettings settings,
            Optional<Path> predictions) {
        this(scoreMaps, targets, knownElsewhere, settings, predictions, Optional.empty());
    }

    /** Copies the set. */
    public ScoreMapRequest {
        knownElsewhere = Set.copyOf(knownElsewhere);
    }

    /** The reference evaluation of maps without predictions. */
    public static ScoreMapRequest of(Path scoreMaps, EvaluationTargets targets) {
        return new ScoreMapRequest(scoreMaps, targets, Set.of(), BoxEvaluationSettings.reference(), Optional.empty());
    }
}
