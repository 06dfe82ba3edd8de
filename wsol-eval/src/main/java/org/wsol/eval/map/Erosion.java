package org.wsol.eval.map;

/**
 * Grey-scale erosion: every score becomes the smallest in a square window around it, so that each region above a
 * threshold shrinks by the window's radius (Haralick, Sternberg and Zhuang, IEEE PAMI 1987, section III). Positions of
 * a network's map also respond to their surroundings, so maps are wider than the objects; erosion compensates for this.
 */
final class Erosion {
    private Erosion() {}

    /**
     * The eroded map; positions beyond the border are ignored.
     *
     * @param radius in map positions, at least 0
     */
    static ScoreArray apply(ScoreArray map, int radius) {
        double[] scores = new double[Math.toIntExact(map.size().area())];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = map.at(i);
        }
        double[] rows = smallest(scores, map.height(), map.width(), map.width(), 1, radius);
        double[] both = smallest(rows, map.width(), map.height(), 1, map.width(), radius);
        return ScoreArray.of(map.height(), map.width(), both);
    }

    /** The smallest of every {@code 2 radius + 1} neighbours along lines: a square's minimum is that of its rows' minima. */
    private static double[] smallest(double[] scores, int lines, int length, int lineStep, int step, int radius) {
        double[] smallest = new double[scores.length];
        for (int line = 0; line < lines; line++) {
            int start = line * lineStep;
            for (int i = 0; i < length; i++) {
                double least = scores[start + i * step];
                for (int j = Math.max(0, i - radius); j <= Math.min(length - 1, i + radius); j++) {
                    least = Math.min(least, scores[start + j * step]);
                }
                smallest[start + i * step] = least;
            }
        }
        return smallest;
    }
}
