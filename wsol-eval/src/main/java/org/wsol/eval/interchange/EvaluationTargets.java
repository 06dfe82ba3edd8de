package org.wsol.eval.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.DataSplit.MaskFiles;

/**
 * The images of one split of a data set and their annotations.
 *
 * @param dataset the data set's name in results
 * @param split the split's name in results
 * @param targets one entry per image
 */
public record EvaluationTargets(String dataset, String split, List<EvaluationTarget> targets) {

    /** Copies the list. */
    public EvaluationTargets {
        targets = List.copyOf(targets);
    }

    /** The targets of a split of any data set. */
    public static EvaluationTargets of(String dataset, DataSplit split) {
        List<EvaluationTarget> targets = new ArrayList<>();
        for (int i = 0; i < split.size(); i++) {
            targets.add(new EvaluationTarget(
                    split.imageId(i), Optional.of(split.label(i)), split.imageSize(i), split.boxes(i), split.masks(i)));
        }
        return new EvaluationTargets(dataset, split.name().id(), targets);
    }

    /** Whether maps are compared with masks: true if at least one image has masks. */
    public boolean hasMasks() {
        return targets.stream().anyMatch(target -> target.masks().isPresent());
    }

    /** Whether maps are compared with boxes: true if at least one image has boxes. */
    public boolean hasBoxes() {
        return targets.stream().anyMatch(target -> !target.boxes().isEmpty());
    }

    /**
     * The annotation with which one image's map is compared.
     *
     * @param imageId the image's name within the data set
     * @param label the class, from 0, if known; needed for Top-1 and Top-5
     * @param imageSize size of the original image, if known; needed for boxes
     * @param boxes the objects, in pixels of the original image
     * @param masks the objects' mask files, if any
     */
    public record EvaluationTarget(
            String imageId,
            Optional<Integer> label,
            Optional<ImageSize> imageSize,
            List<Box> boxes,
            Optional<MaskFiles> masks) {

        /** Copies the list. */
        public EvaluationTarget {
            boxes = List.copyOf(boxes);
        }
    }
}
