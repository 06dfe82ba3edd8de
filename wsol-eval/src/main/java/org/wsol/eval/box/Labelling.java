package org.wsol.eval.box;

import java.util.function.IntPredicate;

/** Groups the foreground pixels of one threshold into 8-connected regions. */
final class Labelling {

    private Labelling() {}

    /** The regions; {@code foreground} is called with row-major positions. */
    static RegionForest of(int height, int width, IntPredicate foreground) {
        RegionForest forest = new RegionForest(height, width);
        forest.clear();
        int s = forest.stride;
        int[] earlier = {-s - 1, -s, -s + 1, -1};
        int count = height * width;
        for (int i = 0; i < count; i++) {
            if (foreground.test(i)) {
                add(forest, forest.framed(i), earlier);
            }
        }
        return forest;
    }

    private static void add(RegionForest forest, int cell, int[] earlier) {
        forest.add(cell, 0);
        int root = cell;
        for (int offset : earlier) {
            if (forest.isActive(cell + offset)) {
                int other = forest.find(cell + offset);
                root = other == root ? root : forest.join(root, other);
            }
        }
    }
}
