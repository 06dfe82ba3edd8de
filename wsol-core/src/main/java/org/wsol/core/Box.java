package org.wsol.core;

/**
 * An axis-parallel box in pixels, both corners <em>inclusive</em>: a box of one pixel has {@code x0 == x1} and
 * {@code y0 == y1}. This is the convention of the reference evaluation's metadata files.
 *
 * @param x0 left column, from 0
 * @param y0 top row, from 0
 * @param x1 right column, at least {@code x0}
 * @param y1 bottom row, at least {@code y0}
 */
public record Box(int x0, int y0, int x1, int y1) {

    /** Rejects a box whose right or bottom edge lies before its left or top edge. */
    public Box {
        if (x1 < x0 || y1 < y0) {
            throw new IllegalArgumentException(
                    "box corners are out of order: x " + x0 + ".." + x1 + ", y " + y0 + ".." + y1);
        }
    }

    /** Width in pixels, including both edges. */
    public int width() {
        return x1 - x0 + 1;
    }

    /** Height in pixels, including both edges. */
    public int height() {
        return y1 - y0 + 1;
    }

    /** Area in pixels, including the edges. */
    public long area() {
        return (long) width() * height();
    }

    /**
     * Intersection over union, with both edges included (the "+1" convention of the reference evaluation).
     *
     * @return a value in [0, 1]
     */
    public double iou(Box other) {
        long w = Math.min(x1, other.x1) - Math.max(x0, other.x0) + 1L;
        long h = Math.min(y1, other.y1) - Math.max(y0, other.y0) + 1L;
        if (w <= 0 || h <= 0) {
            return 0;
        }
        long intersection = w * h;
        return (double) intersection / (area() + other.area() - intersection);
    }

    /** Whether the box lies completely within an image of this size. */
    public boolean isInside(ImageSize size) {
        return x0 >= 0 && y0 >= 0 && x1 < size.width() && y1 < size.height();
    }
}
