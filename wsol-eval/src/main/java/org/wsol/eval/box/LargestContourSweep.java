package org.wsol.eval.box;

/**
 * Finds for every threshold of a map the contour with the largest area, the area being that of the polygon through the
 * centres of the border pixels (OpenCV's {@code contourArea}); for ties, the region whose first pixel in reading order
 * comes last, which is first in OpenCV's list.
 *
 * <p>The largest contour is always the outer border of an outermost region, so the sweep runs over the hole-filled map.
 * There the area is a sum over 2 x 2 blocks: one for a full block, a half for a block with three pixels of the region.
 * It is updated as the region grows and needs no tracing.
 */
final class LargestContourSweep {
    private final RegionForest forest;
    private final LevelOrder order;
    private final ActiveNeighbours active;
    private final int[] eight;
    private final int[] soleOffsets;
    private final int[] twiceArea;
    private final int[] firstCell;

    LargestContourSweep(RegionForest forest, LevelOrder order, ActiveNeighbours active) {
        this.forest = forest;
        this.order = order;
        this.active = active;
        this.eight = Neighbourhood.offsets(forest.stride);
        this.soleOffsets = Neighbourhood.soleOffsets(forest.stride);
        this.twiceArea = new int[forest.cells()];
        this.firstCell = new int[forest.cells()];
    }

    /**
     * Enters the largest contour of every threshold level in {@code 0..max-1}; the order must be sorted for the filled
     * map.
     */
    void run(int max, SpanMaxima maxima) {
        for (int level = max; level >= 1; level--) {
            for (int i = order.from(level), end = order.from(level + 1); i < end; i++) {
                grow(order.cell(i), level, maxima);
            }
        }
        for (int i = order.from(1), end = order.from(max + 1); i < end; i++) {
            int cell = order.cell(i);
            if (forest.isRoot(cell)) {
                enter(cell, 0, maxima);
            }
        }
    }

    private void grow(int cell, int level, SpanMaxima maxima) {
        int neighbours = active.of(cell);
        int sole = soleOffsets[neighbours];
        if (sole != 0) {
            extend(forest.find(cell + sole), cell, neighbours, level, maxima);
            return;
        }
        forest.add(cell, level);
        twiceArea[cell] = Neighbourhood.gainedArea(neighbours);
        firstCell[cell] = cell;
        int root = cell;
        for (int group : Neighbourhood.representatives(neighbours)) {
            int other = forest.find(cell + eight[group]);
            if (other != root) {
                root = join(root, other, level, maxima);
            }
        }
    }

    private void extend(int root, int cell, int neighbours, int level, SpanMaxima maxima) {
        if (forest.changedAt[root] != level) {
            enter(root, level, maxima);
            forest.changedAt[root] = level;
        }
        if (Neighbourhood.surround(neighbours)) {
            forest.addInside(cell, root);
        } else {
            forest.addBeside(cell, root);
        }
        twiceArea[root] += Neighbourhood.gainedArea(neighbours);
        firstCell[root] = Math.min(firstCell[root], cell);
    }

    private int join(int root, int other, int level, SpanMaxima maxima) {
        if (forest.changedAt[other] != level) {
            enter(other, level, maxima);
        }
        int area = twiceArea[root] + twiceArea[other];
        int first = Math.min(firstCell[root], firstCell[other]);
        int joined = forest.join(root, other);
        forest.changedAt[joined] = level;
        twiceArea[joined] = area;
        firstCell[joined] = first;
        return joined;
    }

    private void enter(int root, int lowest, SpanMaxima maxima) {
        double key = (double) twiceArea[root] * forest.cells() + firstCell[root];
        long box = PackedBox.of(forest.minX(root), forest.minY(root), forest.maxX(root), forest.maxY(root));
        maxima.enter(lowest, forest.changedAt[root] - 1, key, box);
    }
}
