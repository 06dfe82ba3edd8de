package org.wsol.eval.box;

import org.wsol.core.Box;
import org.wsol.eval.map.ScoreArray;

/**
 * The box of the 8-connected component with the most pixels above a threshold, as in the BAS evaluation: the threshold
 * is absolute, and the right and bottom edges are one pixel beyond the component, also at the border of the map. For
 * ties the first component in reading order is used; if no pixel is above the threshold, the box is the whole map.
 */
public final class LargestComponent {

    private LargestComponent() {}

    /**
     * The box.
     *
     * @param map scores in [0, 1]
     * @param threshold pixels strictly above it are foreground
     */
    public static Box above(ScoreArray map, double threshold) {
        RegionForest forest = Labelling.of(map.height(), map.width(), i -> map.at(i) > threshold);
        return largest(forest, map.height() * map.width(), map);
    }

    private static Box largest(RegionForest forest, int count, ScoreArray map) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            int cell = forest.framed(i);
            if (forest.isActive(cell)) {
                int root = forest.find(cell);
                if (best < 0 || forest.pixels[root] > forest.pixels[best]) {
                    best = root;
                }
            }
        }
        return best < 0
                ? new Box(0, 0, map.width(), map.height())
                : new Box(forest.minX(best), forest.minY(best), forest.maxX(best) + 1, forest.maxY(best) + 1);
    }
}
