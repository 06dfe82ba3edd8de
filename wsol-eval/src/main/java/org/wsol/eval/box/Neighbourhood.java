package org.wsol.eval.box;

/**
 * Determines which of a pixel's eight neighbours must be visited when the pixel joins the foreground. Adjacent
 * neighbours already belong to the same region, so one of each connected group is enough: on smooth maps one instead of
 * up to eight.
 */
final class Neighbourhood {
    private static final int[] DX = {-1, -1, 0, 1, 1, 1, 0, -1};
    private static final int[] DY = {0, -1, -1, -1, 0, 1, 1, 1};
    private static final int COUNT = 8;
    private static final int[][] REPRESENTATIVES = representatives();
    private static final int[] GAINED = gained();
    private static final boolean[] SURROUND = surrounding();

    private Neighbourhood() {}

    /** Offsets of the neighbours W, NW, N, NE, E, SE, S, SW in a framed map. */
    static int[] offsets(int stride) {
        int[] offsets = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            offsets[i] = DY[i] * stride + DX[i];
        }
        return offsets;
    }

    /**
     * For every set of foreground neighbours that are connected, the offset of one of them; 0 for all other sets, which
     * need {@link #representatives}.
     */
    static int[] soleOffsets(int stride) {
        int[] offsets = offsets(stride);
        int[] sole = new int[1 << COUNT];
        for (int mask = 0; mask < sole.length; mask++) {
            sole[mask] = REPRESENTATIVES[mask].length == 1 ? offsets[REPRESENTATIVES[mask][0]] : 0;
        }
        return sole;
    }

    /**
     * For every set of foreground neighbours that determines the pixel's region, the offset of the neighbour whose
     * region it joins: the set is connected, and its box contains the pixel. 0 for all other sets.
     */
    static int[] linkOffsets(int stride) {
        int[] links = soleOffsets(stride);
        for (int mask = 0; mask < links.length; mask++) {
            links[mask] = surround(mask) ? links[mask] : 0;
        }
        return links;
    }

    /** Whether every box around these neighbours also contains the pixel. */
    static boolean surround(int mask) {
        return SURROUND[mask];
    }

    /** For a set of foreground neighbours (bit i is neighbour i) one neighbour of each connected group. */
    static int[] representatives(int mask) {
        return REPRESENTATIVES[mask];
    }

    /**
     * The increase of the doubled area of the polygon through the pixel centres when the pixel joins: one for each 2 x
     * 2 block with at least two of the neighbours.
     */
    static int gainedArea(int mask) {
        return GAINED[mask];
    }

    private static int[][] representatives() {
        int[][] all = new int[1 << COUNT][];
        for (int mask = 0; mask < all.length; mask++) {
            int rest = mask;
            int[] chosen = new int[COUNT];
            int groups = 0;
            while (rest != 0) {
                int first = Integer.numberOfTrailingZeros(rest);
                chosen[groups++] = first;
                rest &= ~group(mask, first);
            }
            all[mask] = java.util.Arrays.copyOf(chosen, groups);
        }
        return all;
    }

    /** The neighbours of the set that are connected to a member, directly or indirectly. */
    private static int group(int mask, int member) {
        int group = 1 << member;
        int before = 0;
        while (group != before) {
            before = group;
            for (int i = 0; i < COUNT; i++) {
                for (int j = 0; j < COUNT; j++) {
                    boolean touching = Math.abs(DX[i] - DX[j]) <= 1 && Math.abs(DY[i] - DY[j]) <= 1;
                    if ((group >> i & 1) == 1 && (mask >> j & 1) == 1 && touching) {
                        group |= 1 << j;
                    }
                }
            }
        }
        return group;
    }

    private static boolean[] surrounding() {
        boolean[] surrounding = new boolean[1 << COUNT];
        for (int mask = 0; mask < surrounding.length; mask++) {
            surrounding[mask] = straddles(mask, DX) && straddles(mask, DY);
        }
        return surrounding;
    }

    /** Whether one neighbour of the set has a non-positive offset and one has a non-negative offset. */
    private static boolean straddles(int mask, int[] offsets) {
        boolean before = false;
        boolean after = false;
        for (int i = 0; i < COUNT; i++) {
            boolean member = (mask >> i & 1) == 1;
            before |= member && offsets[i] <= 0;
            after |= member && offsets[i] >= 0;
        }
        return before && after;
    }

    private static int[] gained() {
        int[] gained = new int[1 << COUNT];
        for (int mask = 0; mask < gained.length; mask++) {
            for (int corner = 0; corner < COUNT; corner += 2) {
                int others =
                        ((mask >> corner) & 1) + ((mask >> (corner + 1)) & 1) + ((mask >> ((corner + 2) % COUNT)) & 1);
                gained[mask] += others >= 2 ? 1 : 0;
            }
        }
        return gained;
    }
}
