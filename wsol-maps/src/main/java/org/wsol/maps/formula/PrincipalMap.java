package org.wsol.maps.formula;

import org.wsol.core.ScoreMap;
import org.wsol.maps.FeatureMaps;

/**
 * Positions as rows, channels as columns: the rows' coordinates along the direction of largest variance. If all rows
 * are equal, the map is zero.
 */
public final class PrincipalMap {
    private static final double CONSTANT = 1e-12;

    private PrincipalMap() {}

    /**
     * The first principal component: columns centred, projected on the first right singular vector (Muhammad and
     * Yeasin, Eigen-CAM, IJCNN 2020). Its sign is arbitrary; it is chosen so that the value of largest magnitude is
     * positive (Seg-Eigen-CAM's rule).
     */
    public static ScoreMap linear(FeatureMaps maps) {
        double[][] rows = centredRows(maps);
        double[] direction =
                Lanczos.dominant(rows.length, x -> timesTransposed(rows, x)).vector();
        // The projection is u times sigma, and sigma u = X X^T u / sigma.
        double[] projected = timesTransposed(rows, direction);
        double sigma = Math.sqrt(dot(direction, projected));
        for (int p = 0; p < projected.length; p++) {
            projected[p] = sigma > 0 ? projected[p] / sigma : 0;
        }
        return Sums.map(maps, pointingUp(projected));
    }

    /**
     * The first component of kernel principal component analysis with the kernel {@code tanh(x . y / C + 1)} on centred
     * rows (Karmani et al., KPCA-CAM, 2024): the eigenvector times the root of its eigenvalue, with its value of
     * largest magnitude positive.
     */
    public static ScoreMap sigmoidKernel(FeatureMaps maps) {
        double[][] rows = centredRows(maps);
        double[][] kernel = centred(kernel(rows, maps.channels()));
        Lanczos.Pair pair = Lanczos.dominant(rows.length, x -> times(kernel, x));
        double scale = Math.sqrt(Math.max(0, pair.value()));
        double[] projected = pair.vector().clone();
        for (int p = 0; p < projected.length; p++) {
            projected[p] *= scale;
        }
        return Sums.map(maps, pointingUp(projected));
    }

    private static double[][] centredRows(FeatureMaps maps) {
        double[][] rows = new double[maps.places()][maps.channels()];
        for (int k = 0; k < maps.channels(); k++) {
            double mean = maps.mean(k);
            for (int p = 0; p < rows.length; p++) {
                double distance = maps.at(k, p) - mean;
                // Rounding errors of a constant channel must not become a direction.
                rows[p][k] = Math.abs(distance) > CONSTANT * Math.abs(mean) ? distance : 0;
            }
        }
        return rows;
    }

    private static double[][] kernel(double[][] rows, int channels) {
        double[][] kernel = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                kernel[i][j] = Math.tanh(dot(rows[i], rows[j]) / channels + 1);
                kernel[j][i] = kernel[i][j];
            }
        }
        return kernel;
    }

    private static double[][] centred(double[][] kernel) {
        int n = kernel.length;
        double[] means = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                means[i] += kernel[i][j] / n;
            }
            all += means[i] / n;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel[i][j] += all - means[i] - means[j];
            }
        }
        return kernel;
    }

    /** {@code X (X^T x)}. */
    private static double[] timesTransposed(double[][] rows, double[] x) {
        double[] columns = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < columns.length; k++) {
                columns[k] += rows[i][k] * x[i];
            }
        }
        return times(rows, columns);
    }

    private static double[] times(double[][] matrix, double[] x) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = dot(matrix[i], x);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] pointingUp(double[] values) {
        double low = 0;
        double high = 0;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (-low > high) {
            for (int i = 0; i < values.length; i++) {
                values[i] = -values[i];
            }
        }
        return values;
    }
}
