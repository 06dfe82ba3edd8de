package org.wsol.eval.interchange;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.wsol.eval.metric.BoxEvaluationSettings;

/**
 * Which maps are evaluated against what.
 *
 * @param scoreMaps the folder of the maps
 * @param targets the images and their annotation
 * @param knownElsewhere images of other parts of the data set; their maps may lie in the folder too
 * @param settings sizes, thresholds and overlaps
 * @param predictions a file of predicted classes, for Top-1 and Top-5
 */
public record ScoreMapRequest(
        Path scoreMaps,
        EvaluationTargets targets,
        Set<String> knownElsewhere,
        BoxEvaluationSettings settings,
        Optional<Path> predictions) {

    /** Copies the set. */
    public ScoreMapRequest {
        knownElsewhere = Set.copyOf(knownElsewhere);
    }

    /** The reference evaluation of maps without predictions. */
    public static ScoreMapRequest of(Path scoreMaps, EvaluationTargets targets) {
        return new ScoreMapRequest(scoreMaps, targets, Set.of(), BoxEvaluationSettings.reference(), Optional.empty());
    }
}
