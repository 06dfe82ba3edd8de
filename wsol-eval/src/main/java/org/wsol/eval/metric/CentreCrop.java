package org.wsol.eval.metric;

import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;

/**
 * Ground truth on the centre crop of the BAS evaluation: images are resized to 8/7 of the evaluation size (256 for
 * 224), ignoring the aspect ratio, and the centre is cropped. Boxes are clipped to the crop, whose edges, like BAS's
 * predicted boxes, may be one pixel beyond the last. Coordinates are rounded down as everywhere in this project, while
 * BAS keeps fractions.
 */
final class CentreCrop {
    private static final int RESIZED = 8;
    private static final int CROPPED = 7;

    private CentreCrop() {}

    /** The boxes of an image, in pixels of a crop of the given size. */
    static List<Box> boxes(GroundTruth truth, ImageSize crop) {
        ImageSize image = truth.imageSize();
        return truth.boxes().stream()
                .map(box -> new Box(
                        onCrop(box.x0(), image.width(), crop.width()),
                        onCrop(box.y0(), image.height(), crop.height()),
                        onCrop(box.x1(), image.width(), crop.width()),
                        onCrop(box.y1(), image.height(), crop.height())))
                .toList();
    }

    private static int onCrop(int position, int image, int crop) {
        long resized = Math.round((double) crop * RESIZED / CROPPED);
        long margin = Math.round((resized - crop) / 2.0);
        return (int) Math.max(0, Math.min(crop, position * resized / image - margin));
    }
}
