package org.wsol.eval.interchange;

import java.util.Optional;
import org.wsol.eval.interchange.EvaluationTargets.EvaluationTarget;

/**
 * Reports missing metadata of an image.
 *
 * @param withBoxes whether maps are compared with boxes
 * @param withMasks whether maps are compared with masks
 * @param predictions the predicted classes, if given
 * @param problems collects the problems
 */
record AnnotationCheck(boolean withBoxes, boolean withMasks, Optional<Predictions> predictions, FileProblems problems) {

    /** Whether nothing is missing for an image. */
    boolean isComplete(EvaluationTarget target) {
        String image = "image " + target.imageId();
        boolean complete = true;
        if (withBoxes) {
            complete = present(target.imageSize().isPresent(), image + " has no size in image_sizes.txt");
            complete &= present(!target.boxes().isEmpty(), image + " has no readable box in localization.txt");
        }
        if (withMasks) {
            complete &= present(target.masks().isPresent(), image + " has no mask in localization.txt");
        }
        if (predictions.isPresent()) {
            boolean predicted = predictions.get().of(target.imageId()).isPresent();
            complete &= present(predicted, image + " has no line in the predictions file");
            complete &= present(target.label().isPresent(), image + " has no class in class_labels.txt");
        }
        return complete;
    }

    private boolean present(boolean found, String otherwise) {
        if (!found) {
            problems.add(otherwise);
        }
        return found;
    }
}
