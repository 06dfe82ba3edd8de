package org.wsol.backbones;

import org.wsol.core.ImageSize;

/** Resizes a square of position embeddings, bicubically as PyTorch does (half-pixel centres, a = -0.75, no antialias). */
final class PositionGrid {
    private static final double SHARPNESS = -0.75;

    private PositionGrid() {}

    /**
     * The matrix that maps the position embeddings to another grid, class token first.
     *
     * @param side side of the source square
     * @param wanted rows and columns of the target grid
     * @return shape (wanted area + 1, side x side + 1)
     */
    static double[][] resizing(int side, ImageSize wanted) {
        double[][] rows = line(side, wanted.height());
        double[][] columns = line(side, wanted.width());
        double[][] matrix = new double[Math.toIntExact(wanted.area()) + 1][side * side + 1];
        matrix[0][0] = 1;
        for (int place = 0; place < wanted.area(); place++) {
            double[] row = rows[place / wanted.width()];
            double[] column = columns[place % wanted.width()];
            for (int from = 0; from < side * side; from++) {
                matrix[place + 1][from + 1] = row[from / side] * column[from % side];
            }
        }
        return matrix;
    }

    /** Weights of the source positions for each target position along one dimension. */
    private static double[][] line(int from, int to) {
        double[][] weights = new double[to][from];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * from / to - 0.5;
            int left = (int) Math.floor(centre);
            for (int k = left - 1; k <= left + 2; k++) {
                weights[i][Math.min(Math.max(k, 0), from - 1)] += cubic(Math.abs(centre - k));
            }
        }
        return weights;
    }

    private static double cubic(double distance) {
        double d = distance;
        if (d <= 1) {
            return ((SHARPNESS + 2) * d - (SHARPNESS + 3)) * d * d + 1;
        }
        return d < 2 ? ((SHARPNESS * d - 5 * SHARPNESS) * d + 8 * SHARPNESS) * d - 4 * SHARPNESS : 0;
    }
}
