package org.wsol.eval.box;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.QuantizedMap;

/**
 * The boxes of one map at one threshold, exactly as in the reference evaluation: integer threshold {@code (int)
 * (threshold * max)}, foreground strictly above it, right and bottom edge one pixel beyond the contour except at the
 * border of the map, and {@code [0,0,0,0]} if nothing is above the threshold.
 */
public final class ContourBoxes {
    private static final Box NOTHING = new Box(0, 0, 0, 0);

    private ContourBoxes() {}

    /**
     * The boxes at a threshold: one for {@link BoxRule#LARGEST_CONTOUR}, at least one for {@link BoxRule#ALL_CONTOURS}.
     *
     * @param threshold a share of the map's maximum, in [0, 1)
     */
    public static List<Box> at(QuantizedMap map, double threshold, BoxRule rule) {
        if (map.max() == 0) {
            return List.of(NOTHING);
        }
        MapSweep sweep = new MapSweep(map.size());
        if (rule == BoxRule.LARGEST_CONTOUR) {
            return List.of(sweep.curve(map, List.of(), rule).box(threshold));
        }
        int level = ThresholdGrid.levelOf(threshold, map.max());
        List<Box> boxes = new ArrayList<>();
        sweep.visitAll(map, (x0, y0, x1, y1, lowest, highest) -> {
            if (lowest <= level && level <= highest) {
                boxes.add(new Box(x0, y0, Math.min(x1 + 1, map.width() - 1), Math.min(y1 + 1, map.height() - 1)));
            }
        });
        return boxes;
    }

    /**
     * A ground-truth box scaled to the evaluation size, with coordinates truncated to whole numbers.
     *
     * @param box in pixels of the original image
     */
    public static Box scale(Box box, ImageSize from, ImageSize to) {
        return GroundTruthBoxes.scale(box, from, to);
    }
}
