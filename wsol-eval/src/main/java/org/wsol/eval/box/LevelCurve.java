package org.wsol.eval.box;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
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

    /** Writes the curve compactly, level by level: levels with the same box are one entry. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(max);
        for (int from = 0; from < ious.length; ) {
            int to = from + 1;
            while (to < ious.length
                    && boxes[to] == boxes[from]
                    && Double.doubleToRawLongBits(ious[to]) == Double.doubleToRawLongBits(ious[from])) {
                to++;
            }
            out.writeByte(to - from - 1);
            out.writeDouble(ious[from]);
            out.writeLong(boxes[from]);
            from = to;
        }
    }

    /**
     * Reads a curve.
     *
     * @param size the size of the map
     */
    public static LevelCurve read(DataInput in, ImageSize size) throws IOException {
        int max = in.readUnsignedByte();
        double[] ious = new double[Math.max(1, max)];
        long[] boxes = new long[ious.length];
        for (int from = 0; from < ious.length; ) {
            int to = from + in.readUnsignedByte() + 1;
            Arrays.fill(ious, from, to, in.readDouble());
            Arrays.fill(boxes, from, to, in.readLong());
            from = to;
        }
        return new LevelCurve(size, max, ious, boxes);
    }

    /** The largest level of the map, 0 to 255. */
    public int max() {
        return max;
    }

    /** Number of levels, at least 1. */
    public int levels() {
        return ious.length;
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
