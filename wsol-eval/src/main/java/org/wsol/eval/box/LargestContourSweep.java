package org.wsol.eval.box;

/**
 * Finds for every threshold of a map the contour with the largest area, the area being that of the polygon through the
 * centres of the border pixels (OpenCV's {@code contourArea}); of equal ones the region whose first pixel in reading order
 * comes last, which is where OpenCV's list begins.
 *
 * <p>The winner is always the outer border of an outermost region, so the sweep runs over the hole-filled map. There the area
 * is a sum over 2 x 2 blocks: one for a full block, a half for a block with three pixels of the region. It grows with the
 * region and needs no tracing.
 */
final class LargestContourSweep {
    private final RegionForest forest;
    private final LevelOrder order;
    private final int[] eight;
    private final int[] twiceArea;
    private final int[] firstCell;

    LargestContourSweep(RegionForest forest, LevelOrder order) {
        this.forest = forest;
        this.order = order;
        int s = forest.stride;
        // In circular order: neighbours i, i+1, i+2 (i even) and the pixel itself are a 2 x 2 block.
        this.eight = new int[] {-1, -s - 1, -s, -s + 1, 1, s + 1, s, s - 1};
        this.twiceArea = new int[forest.cells()];
        this.firstCell = new int[forest.cells()];
    }

    /** Enters the winner of every threshold level in {@code 0..max-1}; the order must be sorted for the filled map. */
    void run(int max, SpanMaxima maxima) {
        forest.clear();
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
        int gained = gainedArea(cell);
        forest.add(cell, level);
        twiceArea[cell] = gained;
        firstCell[cell] = cell;
        int root = cell;
        for (int offset : eight) {
            int neighbour = cell + offset;
            if (!forest.isActive(neighbour)) {
                continue;
            }
            int other = forest.find(neighbour);
            if (other == root) {
                continue;
            }
            if (forest.changedAt[other] != level) {
                enter(other, level, maxima);
            }
            int area = twiceArea[root] + twiceArea[other];
            int first = Math.min(firstCell[root], firstCell[other]);
            root = forest.join(root, other);
            forest.changedAt[root] = level;
            twiceArea[root] = area;
            firstCell[root] = first;
        }
    }

    /** By how much the doubled area grows when the pixel joins: one for each block it makes three or four. */
    private int gainedArea(int cell) {
        boolean w = forest.isActive(cell + eight[0]);
        boolean nw = forest.isActive(cell + eight[1]);
        boolean n = forest.isActive(cell + eight[2]);
        boolean ne = forest.isActive(cell + eight[3]);
        boolean e = forest.isActive(cell + eight[4]);
        boolean se = forest.isActive(cell + eight[5]);
        boolean s = forest.isActive(cell + eight[6]);
        boolean sw = forest.isActive(cell + eight[7]);
        return block(w, nw, n) + block(n, ne, e) + block(e, se, s) + block(s, sw, w);
    }

    private static int block(boolean a, boolean b, boolean c) {
        return (a && b) || (b && c) || (a && c) ? 1 : 0;
    }

    private void enter(int root, int lowest, SpanMaxima maxima) {
        double key = (double) twiceArea[root] * forest.cells() + firstCell[root];
        long box = PackedBox.of(forest.minX(root), forest.minY(root), forest.maxX(root), forest.maxY(root));
        maxima.enter(lowest, forest.changedAt[root] - 1, key, box);
    }
}
