package org.wsol.eval.box;

import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/** The ground-truth boxes of one image stored for many overlap computations. Immutable. */
final class GroundTruthBoxes {
    private final int[] corners;
    private final int[] areas;

    GroundTruthBoxes(List<Box> boxes) {
        corners = new int[4 * boxes.size()];
        areas = new int[boxes.size()];
        for (int i = 0; i < areas.length; i++) {
            Box box = boxes.get(i);
            corners[4 * i] = box.x0();
            corners[4 * i + 1] = box.y0();
            corners[4 * i + 2] = box.x1();
            corners[4 * i + 3] = box.y1();
            areas[i] = Math.toIntExact(box.area());
        }
    }

    /** The largest intersection over union of a box with any of these boxes, including edges; 0 if there are none. */
    double bestIou(int x0, int y0, int x1, int y1) {
        int area = (x1 - x0 + 1) * (y1 - y0 + 1);
        double best = 0;
        for (int i = 0; i < areas.length; i++) {
            int w = Math.min(x1, corners[4 * i + 2]) - Math.max(x0, corners[4 * i]) + 1;
            int h = Math.min(y1, corners[4 * i + 3]) - Math.max(y0, corners[4 * i + 1]) + 1;
            if (w > 0 && h > 0) {
                int intersection = w * h;
                best = Math.max(best, (double) intersection / (area + areas[i] - intersection));
            }
        }
        return best;
    }

    /**
     * A box scaled from one image size to another, with coordinates truncated to whole numbers: {@code (int) (x * to /
     * from)}.
     */
    static Box scale(Box box, ImageSize from, ImageSize to) {
        return new Box(
                (int) ((long) box.x0() * to.width() / from.width()),
                (int) ((long) box.y0() * to.height() / from.height()),
                (int) ((long) box.x1() * to.width() / from.width()),
                (int) ((long) box.y1() * to.height() / from.height()));
    }
}
