package org.wsol.eval.box;

import java.util.Arrays;
import org.wsol.core.Box;

/**
 * Growing regions of pixels as a disjoint-set forest; each root has its bounding box and the level since which its form
 * is unchanged. Positions are those of the map with a frame of one pixel around it, so that neighbours need no bounds
 * check. Reused for several maps; not thread-safe.
 */
final class RegionForest {
    private static final int INACTIVE = -1;
    private static final int MIN_X = 0;
    private static final int MIN_Y = 1;
    private static final int MAX_X = 2;
    private static final int MAX_Y = 3;
    private static final int CORNERS = 4;

    final int height;
    final int width;
    final int stride;
    /**
     * For roots: the number of pixels added by {@link #join}, which is the total if only {@link #add} and join are
     * used.
     */
    final int[] pixels;

    final int[] changedAt;
    private final int[] parent;
    private final int[] bounds;
    private final int[] places;
    private final int[] linkOffsets;

    RegionForest(int height, int width) {
        this.height = height;
        this.width = width;
        this.stride = width + 2;
        int cells = (height + 2) * stride;
        parent = new int[cells];
        pixels = new int[cells];
        changedAt = new int[cells];
        bounds = new int[CORNERS * cells];
        places = new int[cells];
        linkOffsets = Neighbourhood.linkOffsets(stride);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                places[(y + 1) * stride + x + 1] = y << Short.SIZE | x;
            }
        }
    }

    void clear() {
        Arrays.fill(parent, INACTIVE);
    }

    /**
     * Resets the forest, links every pixel to a neighbour that determines its region, and lists the pixels without one.
     * Links are valid as soon as the pixel is foreground.
     *
     * @param found receives the listed pixels in reading order; one element longer than the map
     * @return their number
     */
    int link(ActiveNeighbours active, int[] found) {
        int count = 0;
        for (int y = 0; y < height; y++) {
            int cell = (y + 1) * stride + 1;
            for (int end = cell + width; cell < end; cell++) {
                int offset = linkOffsets[active.of(cell)];
                parent[cell] = cell + offset;
                found[count] = cell;
                count += offset == 0 ? 1 : 0;
            }
        }
        return count;
    }

    /** The framed position of a row-major position of the map. */
    int framed(int position) {
        return position + stride + 1 + 2 * (position / width);
    }

    /** The row-major position of the map for a framed position. */
    int position(int cell) {
        return row(places[cell]) * width + column(places[cell]);
    }

    private static int column(int place) {
        return place & 0xffff;
    }

    private static int row(int place) {
        return place >>> Short.SIZE;
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

    /** Adds a pixel as a new region. */
    void add(int cell, int level) {
        parent[cell] = cell;
        pixels[cell] = 1;
        changedAt[cell] = level;
        int at = CORNERS * cell;
        int place = places[cell];
        bounds[at + MIN_X] = column(place);
        bounds[at + MIN_Y] = row(place);
        bounds[at + MAX_X] = column(place);
        bounds[at + MAX_Y] = row(place);
    }

    /** Whether a pixel lies in the bounding box of a region. */
    boolean covers(int root, int cell) {
        int at = CORNERS * root;
        int x = column(places[cell]);
        int y = row(places[cell]);
        return x >= bounds[at + MIN_X] && x <= bounds[at + MAX_X] && y >= bounds[at + MIN_Y] && y <= bounds[at + MAX_Y];
    }

    /** Adds a pixel to a region whose bounding box covers it. */
    void addInside(int cell, int root) {
        parent[cell] = root;
    }

    /** Adds a pixel to a region, widening its bounding box. */
    void addBeside(int cell, int root) {
        parent[cell] = root;
        int at = CORNERS * root;
        int x = column(places[cell]);
        int y = row(places[cell]);
        bounds[at + MIN_X] = Math.min(bounds[at + MIN_X], x);
        bounds[at + MIN_Y] = Math.min(bounds[at + MIN_Y], y);
        bounds[at + MAX_X] = Math.max(bounds[at + MAX_X], x);
        bounds[at + MAX_Y] = Math.max(bounds[at + MAX_Y], y);
    }

    int find(int cell) {
        int current = cell;
        int above = parent[current];
        while (above != current) {
            int next = parent[above];
            parent[current] = next;
            current = above;
            above = next;
        }
        return current;
    }

    /** Joins two different roots and returns the remaining one. */
    int join(int a, int b) {
        int root = pixels[a] >= pixels[b] ? a : b;
        int child = root == a ? b : a;
        parent[child] = root;
        pixels[root] += pixels[child];
        int to = CORNERS * root;
        int from = CORNERS * child;
        bounds[to + MIN_X] = Math.min(bounds[to + MIN_X], bounds[from + MIN_X]);
        bounds[to + MIN_Y] = Math.min(bounds[to + MIN_Y], bounds[from + MIN_Y]);
        bounds[to + MAX_X] = Math.max(bounds[to + MAX_X], bounds[from + MAX_X]);
        bounds[to + MAX_Y] = Math.max(bounds[to + MAX_Y], bounds[from + MAX_Y]);
        return root;
    }

    int minX(int root) {
        return bounds[CORNERS * root + MIN_X];
    }

    int maxX(int root) {
        return bounds[CORNERS * root + MAX_X];
    }

    int minY(int root) {
        return bounds[CORNERS * root + MIN_Y];
    }

    int maxY(int root) {
        return bounds[CORNERS * root + MAX_Y];
    }

    /** The bounding box of a region, corners inclusive. */
    Box box(int root) {
        return new Box(minX(root), minY(root), maxX(root), maxY(root));
    }
}
