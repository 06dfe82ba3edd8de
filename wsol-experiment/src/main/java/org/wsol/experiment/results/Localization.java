package org.wsol.experiment.results;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Localization accuracy on a split under one threshold protocol, all in percent; empty if it was not measured.
 *
 * @param maxBoxAccV2 mean over IoU 0.3, 0.5 and 0.7 of the box accuracy, all contours
 * @param maxBoxAcc box accuracy at IoU 0.5, largest contour
 * @param boxAcc box accuracy by IoU in percent ({@code "30"}, {@code "50"}, {@code "70"})
 * @param gtKnownLoc localization with the labelled class given
 * @param top1Loc localization with the first class correct too
 * @param top5Loc localization with one of the first five classes correct too
 * @param pxAp pixel average precision
 */
public record Localization(
        OptionalDouble maxBoxAccV2,
        OptionalDouble maxBoxAcc,
        Map<String, OptionalDouble> boxAcc,
        OptionalDouble gtKnownLoc,
        OptionalDouble top1Loc,
        OptionalDouble top5Loc,
        OptionalDouble pxAp) {

    /** Keeps an unmodifiable copy. */
    public Localization {
        boxAcc = Map.copyOf(boxAcc);
    }

    /**
     * Box accuracy at an IoU.
     *
     * @param iou the IoU in percent: {@code "30"}, {@code "50"} or {@code "70"}
     */
    public OptionalDouble boxAccAt(String iou) {
        return boxAcc.getOrDefault(iou, OptionalDouble.empty());
    }
}
