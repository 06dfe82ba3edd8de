package org.wsol.maps.formula;

/** All eigenvalues and eigenvectors of a small symmetric matrix by rotations (Golub and Van Loan, section 8.5). */
final class JacobiRotations {
    private static final int SWEEPS = 60;

    private JacobiRotations() {}

    /**
     * Diagonalises a matrix in place.
     *
     * @param a a symmetric matrix; contains the eigenvalues on its diagonal afterwards
     * @return the eigenvectors as columns, in the order of the diagonal
     */
    static double[][] diagonalize(double[][] a) {
        int n = a.length;
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 0; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        return vectors;
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (Math.abs(a[p][q]) <= 1e-18 * (Math.abs(a[p][p]) + Math.abs(a[q][q]))) {
            a[p][q] = 0;
            a[q][p] = 0;
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = vectors[k][p];
            double vq = vectors[k][q];
            vectors[k][p] = c * vp - s * vq;
            vectors[k][q] = s * vp + c * vq;
        }
        a[p][q] = 0;
        a[q][p] = 0;
    }
}
