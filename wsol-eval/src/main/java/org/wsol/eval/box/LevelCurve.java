package org.wsol.eval.box;

import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * The quality of a score map's boxes at every integer threshold level: the best overlap with the ground truth and its
 * box. Levels run from 0 to {@code max - 1}; a map without positive levels has only level 0, with the box {@code
 * [0,0,0,0]}. Immutable.
 */
public final class LevelCurve {
    private final ImageSize size;
    private final int max;
    private final double[] ious;
    private final long[] boxes;

    /** Boxes contain exactly the contours' pixels. */
    LevelCurve(ImageSize size, int max, double[] ious, long[] boxes) {
        this.size = size;
        this.max = max;
        this.ious = ious;
        this.boxes = boxes;
    }

    /** The largest level of the map, 0 to 255. */
    public int max() {
        return max;
    }

    /** The best intersection over union at a level. */
    public double iouAt(int level) {
        return ious[level];
    }

    /** The best intersection over union at a threshold, a share of the map's maximum in [0, 1). */
    public double iou(double threshold) {
        return ious[ThresholdGrid.levelOf(threshold, max)];
    }

    /**
     * The box with the best overlap as in the reference evaluation, in pixels of the evaluation size: one pixel too
     * large at the right and bottom, except at the border.
     */
    public Box box(double threshold) {
        if (max == 0) {
            return new Box(0, 0, 0, 0);
        }
        Box exact = exactBox(threshold);
        return new Box(
                exact.x0(),
                exact.y0(),
                Math.min(exact.x1() + 1, size.width() - 1),
                Math.min(exact.y1() + 1, size.height() - 1));
    }

    /** The exact box of the contour's pixels, corners inclusive; {@code [0,0,0,0]} if the map has no positive level. */
    public Box exactBox(double threshold) {
        return PackedBox.unpack(boxes[ThresholdGrid.levelOf(threshold, max)]);
    }
}
