package org.wsol.eval.box;

import java.util.Arrays;

/** The positions of a map in order of level, by counting sort. Reused for several maps; not thread-safe. */
final class LevelOrder {
    private static final int LEVELS = 256;
    private final int[] start = new int[LEVELS + 1];
    private final int[] cursor = new int[LEVELS];
    private final int[] cells;
    private final int[] found;

    LevelOrder(int size) {
        cells = new int[size];
        found = new int[size + 1];
    }

    /** Sorts all positions; the returned cells are the framed positions of the forest. */
    void sort(byte[] levels, RegionForest forest) {
        Arrays.fill(start, 0);
        for (byte level : levels) {
            start[(level & 0xff) + 1]++;
        }
        accumulate();
        int position = 0;
        for (int y = 0; y < forest.height; y++) {
            int cell = (y + 1) * forest.stride + 1;
            for (int x = 0; x < forest.width; x++) {
                cells[cursor[levels[position++] & 0xff]++] = cell++;
            }
        }
    }

    /**
     * Sorts the pixels that may start, join or widen regions. All other pixels belong to the region of a neighbour as
     * soon as they are foreground; they are linked to it in the forest and need not be visited.
     */
    void sortDeciding(ActiveNeighbours active, RegionForest forest) {
        int count = forest.link(active, found);
        Arrays.fill(start, 0);
        for (int i = 0; i < count; i++) {
            start[(active.levels[found[i]] & 0xff) + 1]++;
        }
        accumulate();
        for (int i = 0; i < count; i++) {
            cells[cursor[active.levels[found[i]] & 0xff]++] = found[i];
        }
    }

    /** Sorts the positions whose filled level lies above their own: those that are inside a hole at some threshold. */
    void sortHoles(byte[] levels, byte[] filled, RegionForest forest) {
        Arrays.fill(start, 0);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] != filled[i]) {
                start[(levels[i] & 0xff) + 1]++;
            }
        }
        accumulate();
        if (start[LEVELS] == 0) {
            return;
        }
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] != filled[i]) {
                cells[cursor[levels[i] & 0xff]++] = forest.framed(i);
            }
        }
    }

    private void accumulate() {
        for (int i = 0; i < LEVELS; i++) {
            start[i + 1] += start[i];
            cursor[i] = start[i];
        }
    }

    /** Number of sorted positions. */
    int size() {
        return start[LEVELS];
    }

    /** The first index of a level's cells; the last one is before {@code from(level + 1)}. */
    int from(int level) {
        return start[level];
    }

    int cell(int index) {
        return cells[index];
    }
}
