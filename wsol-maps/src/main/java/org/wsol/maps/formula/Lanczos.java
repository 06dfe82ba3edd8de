package org.wsol.maps.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wsol.core.random.SplitMix64;

/**
 * The largest eigenvalue of a symmetric matrix and its eigenvector, using only products with the matrix: Lanczos'
 * method with full reorthogonalisation (Golub and Van Loan, Matrix Computations, section 10.3).
 */
final class Lanczos {
    private static final int CHECK_EVERY = 8;
    private static final double PRECISION = 1e-11;

    /**
     * An eigenvalue and its eigenvector.
     *
     * @param value the eigenvalue
     * @param vector its eigenvector with length 1; all zeros for a zero matrix
     */
    record Pair(double value, double[] vector) {}

    private final UnaryOperator<double[]> matrix;
    private final List<double[]> basis = new ArrayList<>();
    private final List<Double> diagonal = new ArrayList<>();
    private final List<Double> offDiagonal = new ArrayList<>();
    private double scale;

    private Lanczos(UnaryOperator<double[]> matrix) {
        this.matrix = matrix;
    }

    /**
     * The eigenpair with the largest (not the largest absolute) eigenvalue.
     *
     * @param size rows of the matrix
     * @param matrix multiplies a vector by it
     */
    static Pair dominant(int size, UnaryOperator<double[]> matrix) {
        return new Lanczos(matrix).run(size);
    }

    private Pair run(int size) {
        double[] next = start(size);
        Pair best = new Pair(0, new double[size]);
        for (int step = 1; step <= size; step++) {
            basis.add(next);
            double[] residual = matrix.apply(next);
            diagonal.add(dot(residual, next));
            scale = Math.max(scale, norm(residual));
            reorthogonalize(residual);
            double length = norm(residual);
            boolean exhausted = length <= 1e-14 * scale || step == size;
            if (exhausted || step % CHECK_EVERY == 0) {
                double[] last = new double[1];
                best = ritz(size, last);
                if (exhausted || Math.abs(length * last[0]) <= PRECISION * Math.abs(best.value())) {
                    return scale == 0 ? new Pair(0, new double[size]) : best;
                }
            }
            offDiagonal.add(length);
            next = residual;
            divide(next, length);
        }
        return best;
    }

    /** A fixed asymmetric start vector, so that it has a component in the requested direction. */
    private static double[] start(int size) {
        SplitMix64 random = SplitMix64.named(0, "lanczos");
        double[] start = new double[size];
        for (int i = 0; i < size; i++) {
            start[i] = random.nextGaussian();
        }
        divide(start, norm(start));
        return start;
    }

    private void reorthogonalize(double[] vector) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] earlier : basis) {
                double share = dot(vector, earlier);
                for (int i = 0; i < vector.length; i++) {
                    vector[i] -= share * earlier[i];
                }
            }
        }
    }

    /**
     * The best pair within the basis; {@code last} receives its component along the newest basis vector, which bounds
     * the error.
     */
    private Pair ritz(int size, double[] last) {
        int m = basis.size();
        double[][] small = new double[m][m];
        for (int i = 0; i < m; i++) {
            small[i][i] = diagonal.get(i);
            if (i + 1 < m) {
                small[i][i + 1] = offDiagonal.get(i);
                small[i + 1][i] = offDiagonal.get(i);
            }
        }
        double[][] vectors = JacobiRotations.diagonalize(small);
        int best = 0;
        for (int i = 1; i < m; i++) {
            best = small[i][i] > small[best][best] ? i : best;
        }
        double[] vector = new double[size];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < size; i++) {
                vector[i] += vectors[j][best] * basis.get(j)[i];
            }
        }
        last[0] = vectors[m - 1][best];
        return new Pair(small[best][best], vector);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static void divide(double[] vector, double divisor) {
        if (divisor == 0) {
            Arrays.fill(vector, 0);
            return;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= divisor;
        }
    }
}
