package org.wsol.eval.metric;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.LevelCurve;

/**
 * The evaluation data of one image, sufficient for every protocol, without the map.
 *
 * @param truth the image's annotation
 * @param scaledBoxes its boxes in pixels of the evaluation size
 * @param largest overlap of the largest contour's box at every threshold
 * @param all best overlap of all contours' boxes at every threshold
 * @param componentBox the largest component above the settings' component threshold, as in the protocol {@code bas}
 * @param prediction the predicted classes, if known
 */
public record ImageScore(
        GroundTruth truth,
        List<Box> scaledBoxes,
        LevelCurve largest,
        LevelCurve all,
        Box componentBox,
        Optional<ClassPrediction> prediction) {

    /** The curve of a box rule. */
    public LevelCurve curve(BoxRule rule) {
        return rule == BoxRule.ALL_CONTOURS ? all : largest;
    }
}
