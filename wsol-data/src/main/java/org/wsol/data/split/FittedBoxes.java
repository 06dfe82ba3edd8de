package org.wsol.data.split;

import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.data.image.ImageHeader;

/**
 * Boxes converted from the image they were annotated on to the actual image file.
 *
 * @param change how the two images differ
 * @param size the size of the actual image, as decoded
 * @param boxes the boxes on it; those entirely outside are dropped
 * @param outside number of dropped boxes
 */
public record FittedBoxes(Change change, ImageSize size, List<Box> boxes, int outside) {

    /** How the image file differs from the lists. */
    public enum Change {
        /** No difference, or the lists state no size. */
        NONE,
        /**
         * The image is rotated by its EXIF orientation, or the boxes belong to the rotated photo; the boxes are
         * rotated.
         */
        TURNED,
        /** The image is larger or smaller, possibly also rotated or with another aspect ratio; the boxes are scaled. */
        SCALED,
        /**
         * The image has another shape and is not recognisable as a copy of the stated one: the boxes are used
         * unchanged.
         */
        UNRELATED
    }

    /** Copies the boxes. */
    public FittedBoxes {
        boxes = List.copyOf(boxes);
    }

    /**
     * Compares a stated size with the file.
     *
     * @param upright whether the decoder applies EXIF orientation
     * @param boxes in pixels of the stated size
     */
    public static FittedBoxes of(List<Box> boxes, ImageSize stated, ImageHeader header, boolean upright) {
        ImageSize real = upright ? header.uprightSize() : header.size();
        ImageSize other = upright ? header.size() : header.uprightSize();
        if (stated.equals(real)) {
            return inside(Change.NONE, real, boxes);
        }
        boolean side = !real.equals(other);
        if (side && stated.equals(other)) {
            return inside(Change.TURNED, real, turned(boxes, header, upright));
        }
        if (sameShape(stated, real)) {
            return inside(Change.SCALED, real, scaled(boxes, stated, real));
        }
        if (side && sameShape(stated, other)) {
            return inside(Change.SCALED, real, turned(scaled(boxes, stated, other), header, upright));
        }
        return isSqueezed(boxes, stated, real)
                ? inside(Change.SCALED, real, scaled(boxes, stated, real))
                : inside(Change.UNRELATED, real, boxes);
    }

    /**
     * Whether boxes fit the stated size but not the actual one, or the actual image is square, as copies with another
     * aspect ratio mostly are.
     */
    private static boolean isSqueezed(List<Box> boxes, ImageSize stated, ImageSize real) {
        boolean fitStated = !boxes.isEmpty() && boxes.stream().allMatch(box -> box.isInside(stated));
        boolean fitReal = boxes.stream().allMatch(box -> box.isInside(real));
        return fitStated && (!fitReal || real.height() == real.width());
    }

    private static FittedBoxes inside(Change change, ImageSize size, List<Box> boxes) {
        List<Box> touching = boxes.stream()
                .filter(b -> b.x1() >= 0 && b.y1() >= 0 && b.x0() < size.width() && b.y0() < size.height())
                .toList();
        return new FittedBoxes(change, size, touching, boxes.size() - touching.size());
    }

    private static List<Box> turned(List<Box> boxes, ImageHeader header, boolean upright) {
        return boxes.stream()
                .map(box -> upright ? header.toUpright(box) : header.toStored(box))
                .toList();
    }

    /** Whether one is a scaled version of the other, with sides rounded to whole pixels. */
    private static boolean sameShape(ImageSize a, ImageSize b) {
        double widths = (double) b.width() / a.width();
        double heights = (double) b.height() / a.height();
        return Math.abs(a.width() * heights - b.width()) <= Math.max(1, heights)
                && Math.abs(a.height() * widths - b.height()) <= Math.max(1, widths);
    }

    private static List<Box> scaled(List<Box> boxes, ImageSize from, ImageSize to) {
        double fx = (double) to.width() / from.width();
        double fy = (double) to.height() / from.height();
        return boxes.stream()
                .map(b -> {
                    int x0 = (int) Math.floor(b.x0() * fx);
                    int y0 = (int) Math.floor(b.y0() * fy);
                    int x1 = (int) Math.ceil((b.x1() + 1) * fx) - 1;
                    int y1 = (int) Math.ceil((b.y1() + 1) * fy) - 1;
                    return new Box(x0, y0, Math.max(x0, x1), Math.max(y0, y1));
                })
                .toList();
    }
}
