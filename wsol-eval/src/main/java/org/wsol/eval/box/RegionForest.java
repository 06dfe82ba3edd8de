package org.wsol.eval.box;

import java.util.Arrays;
import org.wsol.core.Box;

/**
 * Growing regions of pixels as a disjoint-set forest; each root knows the bounding box, the pixel count and the level at
 * which its region last changed. Positions are those of the map with a frame of one pixel around it, so that neighbours need
 * no bounds check. Reused from map to map; not safe for use by several threads.
 */
final class RegionForest {
    private static final int INACTIVE = -1;

    final int height;
    final int width;
    final int stride;
    private final int[] parent;
    final int[] pixels;
    final int[] changedAt;
    private final short[] minX;
    private final short[] maxX;
    private final short[] minY;
    private final short[] maxY;

    RegionForest(int height, int width) {
        this.height = height;
        this.width = width;
        this.stride = width + 2;
        int cells = (height + 2) * stride;
        parent = new int[cells];
        pixels = new int[cells];
        changedAt = new int[cells];
        minX = new short[cells];
        maxX = new short[cells];
        minY = new short[cells];
        maxY = new short[cells];
    }

    void clear() {
        Arrays.fill(parent, INACTIVE);
    }

    /** The framed position of a row-major position of the map. */
    int framed(int position) {
        return (position / width + 1) * stride + position % width + 1;
    }

    int cells() {
        return parent.length;
    }

    boolean isActive(int cell) {
        return parent[cell] != INACTIVE;
    }

    boolean isRoot(int cell) {
        return parent[cell] == cell;
    }

    /** Makes a pixel a region of its own. */
    void add(int cell, int level) {
        parent[cell] = cell;
        pixels[cell] = 1;
        changedAt[cell] = level;
        short x = (short) (cell % stride - 1);
        short y = (short) (cell / stride - 1);
        minX[cell] = x;
        maxX[cell] = x;
        minY[cell] = y;
        maxY[cell] = y;
    }

    int find(int cell) {
        int current = cell;
        while (parent[current] != current) {
            parent[current] = parent[parent[current]];
            current = parent[current];
        }
        return current;
    }

    /** Joins two different roots and returns the one that stays. */
    int join(int a, int b) {
        int root = pixels[a] >= pixels[b] ? a : b;
        int child = root == a ? b : a;
        parent[child] = root;
        pixels[root] += pixels[child];
        minX[root] = (short) Math.min(minX[root], minX[child]);
        maxX[root] = (short) Math.max(maxX[root], maxX[child]);
        minY[root] = (short) Math.min(minY[root], minY[child]);
        maxY[root] = (short) Math.max(maxY[root], maxY[child]);
        return root;
    }

    int minX(int root) {
        return minX[root];
    }

    int maxX(int root) {
        return maxX[root];
    }

    int minY(int root) {
        return minY[root];
    }

    int maxY(int root) {
        return maxY[root];
    }

    /** The bounding box of a region, corners inclusive. */
    Box box(int root) {
        return new Box(minX[root], minY[root], maxX[root], maxY[root]);
    }
}
