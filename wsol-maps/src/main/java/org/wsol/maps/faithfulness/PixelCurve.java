package org.wsol.maps.faithfulness;

import java.util.Arrays;
import java.util.Comparator;
import org.wsol.core.ScoreMap;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/**
 * The class's score while an image is gradually deleted or inserted, positions with the highest scores first (Petsiuk
 * et al., RISE, BMVC 2018).
 *
 * @param shares share of the positions changed so far, from 0 to 1
 * @param values the class's score at each
 */
public record PixelCurve(double[] shares, double[] values) {

    /** Whether the image is deleted or inserted. */
    public enum Direction {
        /** From the image to the baseline: with a faithful map the score decreases quickly. */
        DELETION,
        /** From the baseline to the image: with a faithful map it increases quickly. */
        INSERTION
    }

    /**
     * The curve of one image.
     *
     * @param map scores at the image's size
     * @param steps maximum number of steps; all but the last have the same number of positions
     */
    public static PixelCurve of(
            Evidence evidence, ScoreMap map, Direction direction, Baseline baseline, Target target, int steps) {
        FeatureMaps image = evidence.image();
        int[] order = PixelOrder.descending(map);
        int stride = (order.length + steps - 1) / steps;
        int count = (order.length + stride - 1) / stride + 1;
        float[] empty = baseline.of(image);
        float[] from = direction == Direction.DELETION ? image.values() : empty;
        float[] to = direction == Direction.DELETION ? empty : image.values();
        float[][] scores = evidence.scoresOfImages(count, (step, changed) -> {
            System.arraycopy(from, 0, changed, 0, changed.length);
            for (int i = 0; i < Math.min(order.length, step * stride); i++) {
                for (int c = 0; c < image.channels(); c++) {
                    int at = c * order.length + order[i];
                    changed[at] = to[at];
                }
            }
        });
        double[] shares = new double[count];
        double[] values = new double[count];
        for (int step = 0; step < count; step++) {
            shares[step] = (double) Math.min(order.length, step * stride) / order.length;
            values[step] = target.of(scores[step], evidence.label());
        }
        return new PixelCurve(shares, values);
    }

    /** Area under the curve by the trapezoidal rule over the actual shares. */
    public double area() {
        double area = 0;
        for (int i = 1; i < shares.length; i++) {
            area += (shares[i] - shares[i - 1]) * (values[i] + values[i - 1]) / 2;
        }
        return area;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelCurve curve
                && Arrays.equals(shares, curve.shares)
                && Arrays.equals(values, curve.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shares) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "PixelCurve[" + Arrays.toString(shares) + ", " + Arrays.toString(values) + "]";
    }

    /**
     * Positions of a map from the highest score to the lowest; ties in row-major order, so that the order is
     * deterministic.
     */
    static final class PixelOrder {
        private PixelOrder() {}

        static int[] descending(ScoreMap map) {
            float[] scores = map.toArray();
            Integer[] order = new Integer[scores.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            Arrays.sort(order, Comparator.comparing((Integer i) -> -scores[i]));
            return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        }
    }
}
