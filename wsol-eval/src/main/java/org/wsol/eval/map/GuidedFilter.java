package org.wsol.eval.map;

import org.wsol.core.ImageSize;

/**
 * The guided filter of He, Sun and Tang (Guided image filtering, ECCV 2010, section 3.4: colour guides): in every
 * window the map is approximated by an affine function of the photo's colours (equations 19 to 21), and every pixel
 * gets the mean of the functions of all windows that contain it. The map is smoothed in uniform areas of the photo and
 * follows its edges. Created once per photo and used for any number of its maps; immutable.
 */
public final class GuidedFilter {
    /** Epsilon of equation 19: areas with a colour variance far below this value are treated as uniform. */
    public static final double EVEN = 0.001;

    private static final int COLOURS = 3;

    private final ImageSize size;
    private final int radius;
    private final double[][] photo = new double[COLOURS][];
    private final double[][] means = new double[COLOURS][];
    /** The upper triangle of the inverse of each window's covariance plus epsilon: 00, 01, 02, 11, 12, 22. */
    private final double[][] inverse;

    /**
     * Creates a filter for the maps of one photo.
     *
     * @param size rows and columns of photo and maps
     * @param planes red, then green, then blue values in [0, 1], row-major
     * @param radius windows have {@code 2 radius + 1} rows and columns, at least 0
     */
    public GuidedFilter(ImageSize size, float[] planes, int radius) {
        int area = Math.toIntExact(size.area());
        if (planes.length != COLOURS * area || radius < 0) {
            throw new IllegalArgumentException("a photo of " + size + " has " + COLOURS * area + " values, got "
                    + planes.length + "; the radius is at least 0, was " + radius);
        }
        this.size = size;
        this.radius = radius;
        for (int c = 0; c < COLOURS; c++) {
            photo[c] = new double[area];
            for (int i = 0; i < area; i++) {
                photo[c][i] = planes[c * area + i];
            }
            means[c] = mean(photo[c]);
        }
        this.inverse = inverse();
    }

    private double[] mean(double[] values) {
        return WindowMeans.of(values, size, radius);
    }

    /** The covariance of two images in every window. */
    private double[] covariance(double[] one, double[] meansOfOne, double[] other, double[] meansOfOther) {
        double[] products = new double[one.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = one[i] * other[i];
        }
        double[] covariance = mean(products);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] -= meansOfOne[i] * meansOfOther[i];
        }
        return covariance;
    }

    private double[][] inverse() {
        double[][] entries = new double[2 * COLOURS][];
        int entry = 0;
        for (int row = 0; row < COLOURS; row++) {
            for (int column = row; column < COLOURS; column++) {
                entries[entry++] = covariance(photo[row], means[row], photo[column], means[column]);
            }
        }
        for (int i = 0; i < entries[0].length; i++) {
            invert(entries, i);
        }
        return entries;
    }

    /** Inverts the covariance at a position, with epsilon added to its diagonal: cofactors over the determinant. */
    private static void invert(double[][] entries, int i) {
        double a = entries[0][i] + EVEN;
        double b = entries[1][i];
        double c = entries[2][i];
        double d = entries[3][i] + EVEN;
        double e = entries[4][i];
        double f = entries[5][i] + EVEN;
        double[] cofactors = {d * f - e * e, c * e - b * f, b * e - c * d, a * f - c * c, b * c - a * e, a * d - b * b};
        double determinant = a * cofactors[0] + b * cofactors[1] + c * cofactors[2];
        for (int k = 0; k < cofactors.length; k++) {
            entries[k][i] = cofactors[k] / determinant;
        }
    }

    /**
     * The filtered map, within the range of the map.
     *
     * @param map the map, of the same size as the photo; values must be finite
     */
    public ScoreArray apply(ScoreArray map) {
        if (!map.size().equals(size)) {
            throw new IllegalArgumentException("the map is of " + map.size() + ", the photo of " + size);
        }
        double[] scores = new double[Math.toIntExact(size.area())];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = map.at(i);
            least = Math.min(least, scores[i]);
            most = Math.max(most, scores[i]);
        }
        double[] filtered = filtered(scores);
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = Math.max(least, Math.min(most, filtered[i]));
        }
        return ScoreArray.of(size.height(), size.width(), filtered);
    }

    private double[] filtered(double[] scores) {
        double[] offsets = mean(scores);
        double[][] slopes = slopes(scores, offsets);
        double[] sum = new double[scores.length];
        for (int c = 0; c < COLOURS; c++) {
            double[] slope = mean(slopes[c]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += slope[i] * photo[c][i];
                offsets[i] -= slopes[c][i] * means[c][i];
            }
        }
        double[] offset = mean(offsets);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += offset[i];
        }
        return sum;
    }

    /** Equation 19: the slope of the map with respect to each colour, in every window. */
    private double[][] slopes(double[] scores, double[] scoreMeans) {
        double[] red = covariance(photo[0], means[0], scores, scoreMeans);
        double[] green = covariance(photo[1], means[1], scores, scoreMeans);
        double[] blue = covariance(photo[2], means[2], scores, scoreMeans);
        double[][] slopes = new double[COLOURS][scores.length];
        for (int i = 0; i < scores.length; i++) {
            slopes[0][i] = inverse[0][i] * red[i] + inverse[1][i] * green[i] + inverse[2][i] * blue[i];
            slopes[1][i] = inverse[1][i] * red[i] + inverse[3][i] * green[i] + inverse[4][i] * blue[i];
            slopes[2][i] = inverse[2][i] * red[i] + inverse[4][i] * green[i] + inverse[5][i] * blue[i];
        }
        return slopes;
    }
}
