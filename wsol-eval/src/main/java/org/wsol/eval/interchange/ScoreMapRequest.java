package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.metric.BoxEvaluationSettings;

/**
 * Which maps are evaluated against what.
 *
 * @param scoreMaps the folder of the maps
 * @param targets the images and their annotation
 * @param knownElsewhere images of other splits of the data set; their maps may lie in the folder too
 * @param settings sizes, thresholds and overlaps
 * @param predictions a file of predicted classes, for Top-1 and Top-5
 * @param normalizer brings raw maps of any range to [0, 1] after enlarging; absent: maps must lie in [0, 1]
 */
public record ScoreMapRequest(
        Path scoreMaps,
        EvaluationTargets targets,
        Set<String> knownElsewhere,
        BoxEvaluationSettings settings,
        Optional<Path> predictions,
        Optional<Normalizer> normalizer) {

    /** A request for maps whose scores lie in [0, 1]. */
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
