package org.wsol.eval.box;

/**
 * Finds the contours of all 255 thresholds of a map in one pass: outer borders are those of 8-connected regions above the
 * threshold, hole borders surround 4-connected regions at or below it that do not reach the edge of the map, as OpenCV's
 * {@code findContours} with {@code RETR_TREE} sees them. Regions only grow from threshold to threshold, so a disjoint-set
 * forest over the sorted pixels visits each form of each region once, in near-linear time.
 */
final class ContourSweep {
    private final RegionForest forest;
    private final LevelOrder order;
    private final int[] eight;
    private final int[] four;
    private final boolean[] open;

    ContourSweep(RegionForest forest, LevelOrder order) {
        this.forest = forest;
        this.order = order;
        int s = forest.stride;
        this.eight = new int[] {-s - 1, -s, -s + 1, -1, 1, s - 1, s, s + 1};
        this.four = new int[] {-s, -1, 1, s};
        this.open = new boolean[forest.cells()];
    }

    /** Visits the outer contours; the order must be sorted for the map. */
    void outerContours(int max, ContourVisitor visitor) {
        forest.clear();
        for (int level = max; level >= 1; level--) {
            for (int i = order.from(level), end = order.from(level + 1); i < end; i++) {
                growForeground(order.cell(i), level, visitor);
            }
        }
        for (int i = order.from(1), end = order.from(max + 1); i < end; i++) {
            int cell = order.cell(i);
            if (forest.isRoot(cell)) {
                visitOuter(cell, 0, visitor);
            }
        }
    }

    private void growForeground(int cell, int level, ContourVisitor visitor) {
        forest.add(cell, level);
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
                visitOuter(other, level, visitor);
            }
            root = forest.join(root, other);
            forest.changedAt[root] = level;
        }
    }

    private void visitOuter(int root, int lowest, ContourVisitor visitor) {
        visitor.contour(
                root,
                forest.minX(root),
                forest.minY(root),
                forest.maxX(root),
                forest.maxY(root),
                lowest,
                forest.changedAt[root] - 1);
    }

    /** Visits the contours of holes; the order must be sorted for the map. */
    void holeContours(int max, ContourVisitor visitor) {
        forest.clear();
        for (int level = 0; level < max; level++) {
            for (int i = order.from(level), end = order.from(level + 1); i < end; i++) {
                growBackground(order.cell(i), level, visitor);
            }
        }
        for (int i = order.from(0), end = order.from(max); i < end; i++) {
            int cell = order.cell(i);
            if (forest.isRoot(cell)) {
                visitHole(cell, max - 1, visitor);
            }
        }
    }

    private void growBackground(int cell, int level, ContourVisitor visitor) {
        forest.add(cell, level);
        open[cell] = isAtEdge(cell);
        int root = cell;
        for (int offset : four) {
            int neighbour = cell + offset;
            if (!forest.isActive(neighbour)) {
                continue;
            }
            int other = forest.find(neighbour);
            if (other == root) {
                continue;
            }
            if (forest.changedAt[other] != level) {
                visitHole(other, level - 1, visitor);
            }
            boolean eitherOpen = open[root] || open[other];
            root = forest.join(root, other);
            forest.changedAt[root] = level;
            open[root] = eitherOpen;
        }
    }

    private boolean isAtEdge(int cell) {
        return forest.minX(cell) == 0
                || forest.minY(cell) == 0
                || forest.minX(cell) == forest.width - 1
                || forest.minY(cell) == forest.height - 1;
    }

    /** The border of a hole runs on the foreground pixels around it. */
    private void visitHole(int root, int highest, ContourVisitor visitor) {
        if (!open[root]) {
            visitor.contour(
                    root,
                    forest.minX(root) - 1,
                    forest.minY(root) - 1,
                    forest.maxX(root) + 1,
                    forest.maxY(root) + 1,
                    forest.changedAt[root],
                    highest);
        }
    }
}
