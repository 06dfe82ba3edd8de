package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.nd4j.StopGradient;

/**
 * The maximum mean discrepancy of two sets in its linear form: the mean over i of
 * {@code k(s_i, s_j) + k(t_i, t_j) - k(s_i, t_j) - k(s_j, t_i)} with j = i + 1, cyclic. k is a sum of five Gaussian kernels with
 * widths {@code b 2^i}; b is the mean squared distance over all pairs, divided by 4, and has no gradient. The value depends on the
 * order of the sets and may be negative.
 */
final class MeanDiscrepancy {
    private static final int KERNELS = 5;
    private static final double SMALLEST_WIDTH_DIVISOR = 4;

    private MeanDiscrepancy() {}

    /**
     * One value per pair of sets.
     *
     * @param source shape (B, n, C)
     * @param target shape (B, n, C)
     * @param n at least 2
     * @return shape (B)
     */
    static SDVariable of(SDVariable source, SDVariable target, int n) {
        SameDiff graph = source.getSameDiff();
        SDVariable distances = distances(graph.concat(1, source, target));
        double pairs = 4.0 * n * n - 2.0 * n;
        SDVariable width = StopGradient.of(distances.sum(true, 1, 2)).div(pairs * SMALLEST_WIDTH_DIVISOR);
        SDVariable safe = width.add(width.eq(0).castTo(width.dataType()));
        SDVariable scaled = distances.div(safe).neg();
        SDVariable kernel = graph.math().exp(scaled);
        for (int i = 1; i < KERNELS; i++) {
            kernel = kernel.add(graph.math().exp(scaled.div(Math.pow(2, i))));
        }
        SDVariable signs = graph.constant(Nd4j.createFromArray(signs(n)).castTo(source.dataType()));
        return kernel.mul(graph.expandDims(signs, 0)).sum(1, 2).div(n);
    }

    /** Squared distances of all pairs, shape (B, 2n, 2n). */
    private static SDVariable distances(SDVariable all) {
        SameDiff graph = all.getSameDiff();
        SDVariable squares = all.mul(all).sum(true, 2);
        SDVariable products = all.mmul(all.permute(0, 2, 1)).mul(2.0);
        SDVariable sum = squares.add(squares.permute(0, 2, 1)).sub(products);
        return graph.nn().relu(sum, 0); // rounding may give slightly negative values
    }

    private static double[][] signs(int n) {
        double[][] signs = new double[2 * n][2 * n];
        for (int i = 0; i < n; i++) {
            int j = (i + 1) % n;
            signs[i][j] += 1;
            signs[n + i][n + j] += 1;
            signs[i][n + j] -= 1;
            signs[j][n + i] -= 1;
        }
        return signs;
    }
}
