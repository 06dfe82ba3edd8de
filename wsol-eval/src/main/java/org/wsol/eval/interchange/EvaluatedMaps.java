package org.wsol.eval.interchange;

import java.util.List;
import java.util.Optional;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.PixelAveragePrecision;

/**
 * Evaluated maps from files, before applying a protocol.
 *
 * @param targets the annotations they were compared with
 * @param images number of images scored
 * @param skipped number of images skipped because of problems
 * @param problems their problems
 * @param notes remarks for readers of the numbers, for example that maps were resized
 * @param boxes the box evaluation, if there are boxes
 * @param pixels the pixel evaluation, if there are masks
 */
public record EvaluatedMaps(
        EvaluationTargets targets,
        int images,
        int skipped,
        List<String> problems,
        List<String> notes,
        Optional<BoxEvaluation> boxes,
        Optional<PixelAveragePrecision> pixels) {

    /** Copies the lists. */
    public EvaluatedMaps {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
