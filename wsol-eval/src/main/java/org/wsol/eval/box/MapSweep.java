package org.wsol.eval.box;

import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.ContourSweep.ContourVisitor;
import org.wsol.eval.map.QuantizedMap;

/**
 * Extracts boxes from maps of one size at all thresholds at once and compares them with ground truth. Reuses its
 * buffers (about 60 bytes per pixel); not thread-safe, so use one per thread.
 */
public final class MapSweep {
    private final ImageSize size;
    private final RegionForest forest;
    private final LevelOrder order;
    private final ActiveNeighbours active;
    private final ContourSweep contours;
    private final LargestContourSweep largest;
    private final HoleFilling filling;
    private final SpanMaxima maxima = new SpanMaxima();

    /**
     * Creates a sweep for maps of the given size.
     *
     * @throws IllegalArgumentException if a side is longer than 32,766 pixels
     */
    public MapSweep(ImageSize size) {
        if (Math.max(size.height(), size.width()) >= Short.MAX_VALUE) {
            throw new IllegalArgumentException("maps may be at most 32766 pixels wide and high, was " + size);
        }
        this.size = size;
        this.forest = new RegionForest(size.height(), size.width());
        this.order = new LevelOrder(Math.toIntExact(size.area()));
        this.active = new ActiveNeighbours(size.height(), size.width());
        this.contours = new ContourSweep(forest, order, active);
        this.largest = new LargestContourSweep(forest, order, active);
        this.filling = new HoleFilling(size.height(), size.width());
    }

    /** The map size of this sweep. */
    public ImageSize size() {
        return size;
    }

    /**
     * The overlap curve of a map.
     *
     * @param map a map of this sweep's size
     * @param groundTruth boxes in pixels of that size
     * @param rule the rule that selects boxes
     */
    public LevelCurve curve(QuantizedMap map, List<Box> groundTruth, BoxRule rule) {
        requireSize(map);
        GroundTruthBoxes truth = new GroundTruthBoxes(groundTruth);
        if (map.max() == 0) {
            return new LevelCurve(size, 0, new double[] {truth.bestIou(0, 0, 0, 0)}, new long[] {0});
        }
        return rule == BoxRule.ALL_CONTOURS ? allContours(map, truth) : largestContour(map, truth);
    }

    private LevelCurve allContours(QuantizedMap map, GroundTruthBoxes truth) {
        maxima.clear();
        ContourVisitor visitor = (x0, y0, x1, y1, lowest, highest) -> {
            int right = Math.min(x1 + 1, size.width() - 1);
            int bottom = Math.min(y1 + 1, size.height() - 1);
            maxima.enter(lowest, highest, truth.bestIou(x0, y0, right, bottom), PackedBox.of(x0, y0, x1, y1));
        };
        visitAll(map, visitor);
        maxima.settle();
        double[] ious = new double[map.max()];
        long[] boxes = new long[map.max()];
        for (int level = 0; level < ious.length; level++) {
            ious[level] = maxima.value(level);
            boxes[level] = maxima.box(level);
        }
        return new LevelCurve(size, map.max(), ious, boxes);
    }

    private LevelCurve largestContour(QuantizedMap map, GroundTruthBoxes truth) {
        long[] boxes = largestBoxes(map);
        double[] ious = new double[boxes.length];
        for (int level = 0; level < ious.length; level++) {
            long box = boxes[level];
            ious[level] = level > 0 && box == boxes[level - 1] ? ious[level - 1] : widenedIou(box, truth);
        }
        return new LevelCurve(size, map.max(), ious, boxes);
    }

    private long[] largestBoxes(QuantizedMap map) {
        byte[] filled = filling.fill(map.toArray());
        active.find(filled);
        order.sort(filled, forest);
        maxima.clear();
        largest.run(map.max(), maxima);
        maxima.settle();
        long[] boxes = new long[map.max()];
        for (int level = 0; level < boxes.length; level++) {
            boxes[level] = maxima.box(level);
        }
        return boxes;
    }

    private double widenedIou(long box, GroundTruthBoxes truth) {
        int right = Math.min(PackedBox.x1(box) + 1, size.width() - 1);
        int bottom = Math.min(PackedBox.y1(box) + 1, size.height() - 1);
        return truth.bestIou(PackedBox.x0(box), PackedBox.y0(box), right, bottom);
    }

    /** Visits every contour of every threshold; boxes contain exactly the contour's pixels. */
    void visitAll(QuantizedMap map, ContourVisitor visitor) {
        byte[] levels = map.toArray();
        active.find(levels);
        order.sortDeciding(active, forest);
        contours.outerContours(map.max(), visitor);
        byte[] filled = filling.fill(levels);
        order.sortHoles(levels, filled, forest);
        contours.holeContours(map.max(), filled, visitor);
    }

    private void requireSize(QuantizedMap map) {
        if (!map.size().equals(size)) {
            throw new IllegalArgumentException("this sweep is for maps of " + size + ", got one of " + map.size());
        }
    }
}
