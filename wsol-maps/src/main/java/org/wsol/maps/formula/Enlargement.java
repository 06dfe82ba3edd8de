package org.wsol.maps.formula;

import org.wsol.core.ImageSize;

/** Bilinear enlargement of many maps of one size, without antialiasing, with replicated border. */
public final class Enlargement {
    private final ImageSize from;
    private final ImageSize to;
    private final Axis rows;
    private final Axis columns;
    private final float[] widened;

    /** The alignment of the small map's corners. */
    public enum Corners {
        /** Corner centres are aligned with the corner centres of the large map. */
        ALIGNED,
        /** Outer edges are aligned with the outer edges of the large map: half-pixel centres, as in OpenCV. */
        HALF_PIXEL
    }

    /** Creates an enlargement; not thread-safe. */
    public Enlargement(ImageSize from, ImageSize to, Corners corners) {
        this.from = from;
        this.to = to;
        rows = Axis.of(from.height(), to.height(), corners);
        columns = Axis.of(from.width(), to.width(), corners);
        widened = new float[from.height() * to.width()];
    }

    /**
     * Enlarges.
     *
     * @param map row-major, of the small size
     * @param target row-major, of the large size
     */
    public void apply(float[] map, float[] target) {
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                int left = y * from.width() + columns.first[x];
                int right = y * from.width() + columns.second[x];
                widened[y * to.width() + x] = map[left] + columns.share[x] * (map[right] - map[left]);
            }
        }
        for (int y = 0; y < to.height(); y++) {
            int above = rows.first[y] * to.width();
            int below = rows.second[y] * to.width();
            for (int x = 0; x < to.width(); x++) {
                target[y * to.width() + x] =
                        widened[above + x] + rows.share[y] * (widened[below + x] - widened[above + x]);
            }
        }
    }

    /** The two sources of every position and the second's share. */
    private record Axis(int[] first, int[] second, float[] share) {

        static Axis of(int from, int to, Corners corners) {
            int[] first = new int[to];
            int[] second = new int[to];
            float[] share = new float[to];
            for (int i = 0; i < to; i++) {
                double position = position(i, from, to, corners);
                first[i] = (int) position;
                second[i] = Math.min(first[i] + 1, from - 1);
                share[i] = (float) (position - first[i]);
            }
            return new Axis(first, second, share);
        }

        private static double position(int i, int from, int to, Corners corners) {
            double position = corners == Corners.ALIGNED
                    ? to == 1 ? 0 : (double) i * (from - 1) / (to - 1)
                    : (i + 0.5) * from / to - 0.5;
            return Math.max(0, Math.min(from - 1, position));
        }
    }
}
