package org.wsol.eval.box;

/**
 * Finds the contours of all 255 thresholds of a map in one pass: outer borders are those of 8-connected regions above
 * the threshold, hole borders surround 4-connected regions at or below it that do not reach the edge of the map, as
 * found by OpenCV's {@code findContours} with {@code RETR_TREE}. Regions only grow from threshold to threshold, so a
 * disjoint-set forest over the sorted pixels visits each bounding box of each region once, in near-linear time.
 */
final class ContourSweep {
    private final RegionForest forest;
    private final LevelOrder order;
    private final ActiveNeighbours active;
    private final int[] eight;
    private final int[] soleOffsets;
    private final int[] four;
    private final int[] opensAt;

    ContourSweep(RegionForest forest, LevelOrder order, ActiveNeighbours active) {
        this.forest = forest;
        this.order = order;
        this.active = active;
        int s = forest.stride;
        this.eight = Neighbourhood.offsets(s);
        this.soleOffsets = Neighbourhood.soleOffsets(s);
        this.four = new int[] {-s, -1, 1, s};
        this.opensAt = new int[forest.cells()];
    }

    /** Visits the outer contours; the order must contain the deciding pixels of the map, the forest the others. */
    void outerContours(int max, ContourVisitor visitor) {
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
        int neighbours = active.of(cell);
        int sole = soleOffsets[neighbours];
        if (sole != 0) {
            int region = forest.find(cell + sole);
            if (forest.covers(region, cell)) {
                forest.addInside(cell, region);
            } else {
                extend(region, cell, level, visitor);
            }
            return;
        }
        forest.add(cell, level);
        int root = cell;
        for (int group : Neighbourhood.representatives(neighbours)) {
            int other = forest.find(cell + eight[group]);
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

    private void extend(int root, int cell, int level, ContourVisitor visitor) {
        if (forest.changedAt[root] != level) {
            visitOuter(root, level, visitor);
            forest.changedAt[root] = level;
        }
        forest.addBeside(cell, root);
    }

    private void visitOuter(int root, int lowest, ContourVisitor visitor) {
        visitor.contour(
                forest.minX(root),
                forest.minY(root),
                forest.maxX(root),
                forest.maxY(root),
                lowest,
                forest.changedAt[root] - 1);
    }

    /**
     * Visits the contours of holes; the order must contain only the pixels inside holes.
     *
     * @param filled the hole-filled levels, row-major: where a pixel's hole opens to the outside
     */
    void holeContours(int max, byte[] filled, ContourVisitor visitor) {
        if (order.size() == 0) {
            return;
        }
        forest.clear();
        for (int level = 0; level < max; level++) {
            for (int i = order.from(level), end = order.from(level + 1); i < end; i++) {
                int cell = order.cell(i);
                opensAt[cell] = filled[forest.position(cell)] & 0xff;
                growBackground(cell, level, visitor);
            }
        }
        for (int i = 0; i < order.size(); i++) {
            int cell = order.cell(i);
            if (forest.isRoot(cell)) {
                visitHole(cell, max - 1, visitor);
            }
        }
    }

    private void growBackground(int cell, int level, ContourVisitor visitor) {
        forest.add(cell, level);
        int root = cell;
        for (int offset : four) {
            int neighbour = cell + offset;
            if (!forest.isActive(neighbour)) {
                continue;
            }
            int other = forest.find(neighbour);
            // A hole that has opened is part of the outside and has no neighbour that is still inside a hole.
            if (other == root || opensAt[other] <= level) {
                continue;
            }
            if (forest.changedAt[other] != level) {
                visitHole(other, level - 1, visitor);
            }
            root = forest.join(root, other);
            forest.changedAt[root] = level;
        }
    }

    /** The border of a hole consists of the foreground pixels around it. */
    private void visitHole(int root, int highest, ContourVisitor visitor) {
        int closedUntil = Math.min(highest, opensAt[root] - 1);
        if (forest.changedAt[root] <= closedUntil) {
            visitor.contour(
                    forest.minX(root) - 1,
                    forest.minY(root) - 1,
                    forest.maxX(root) + 1,
                    forest.maxY(root) + 1,
                    forest.changedAt[root],
                    closedUntil);
        }
    }

    /** Receives the contours of a map, each once, with the span of thresholds at which it exists unchanged. */
    interface ContourVisitor {

        /**
         * One contour's bounding box, corners inclusive, of the contour's pixels.
         *
         * @param lowest the smallest threshold level at which the contour has this form
         * @param highest the largest one
         */
        void contour(int x0, int y0, int x1, int y1, int lowest, int highest);
    }
}
