package org.wsol.maps.faithfulness;

import org.wsol.core.ImageSize;
import org.wsol.maps.FeatureMaps;

/**
 * Fills removed places so that each is the weighted mean of its eight neighbours, all together: neighbours at an edge weigh
 * 1/6, at a corner 1/12, those outside the image are left out and the others weigh more (Rong et al., ROAD, ICML 2022, section
 * 4.2). The system is symmetric once a row is multiplied by the weights it has left, so conjugate gradients solve it.
 */
final class NeighbourImputation {
    private static final double EDGE = 1.0 / 6;
    private static final double CORNER = 1.0 / 12;
    private static final double PRECISION = 1e-8;
    private static final int[][] NEIGHBOURS = {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}};

    private final ImageSize size;
    private final boolean[] removed;
    private final int[] unknown;

    NeighbourImputation(ImageSize size, boolean[] removed) {
        this.size = size;
        this.removed = removed;
        this.unknown = java.util.stream.IntStream.range(0, removed.length)
                .filter(place -> removed[place])
                .toArray();
    }

    /**
     * The filled image; what is kept stays.
     *
     * @throws IllegalArgumentException when nothing is kept
     */
    float[] fill(FeatureMaps image) {
        if (unknown.length == removed.length) {
            throw new IllegalArgumentException("an image of which nothing is kept cannot be filled");
        }
        float[] filled = image.values().clone();
        for (int c = 0; c < image.channels(); c++) {
            double[] solution = solve(image, c);
            for (int i = 0; i < unknown.length; i++) {
                filled[c * removed.length + unknown[i]] = (float) solution[unknown[i]];
            }
        }
        return filled;
    }

    /** Conjugate gradients on arrays of the image's size that are zero at kept places. */
    private double[] solve(FeatureMaps image, int channel) {
        double[] known = new double[removed.length];
        double[] solution = new double[removed.length];
        double mean = 0;
        for (int p = 0; p < removed.length; p++) {
            known[p] = removed[p] ? 0 : image.at(channel, p);
            mean += known[p] / (removed.length - unknown.length);
        }
        for (int p : unknown) {
            solution[p] = mean;
        }
        double[] residual = new double[removed.length];
        double[] product = new double[removed.length];
        multiply(solution, product);
        double scale = 0;
        for (int p : unknown) {
            double right = neighbours(known, p);
            residual[p] = right - product[p];
            scale += right * right + mean * mean;
        }
        double[] direction = residual.clone();
        double square = dot(residual, residual);
        for (int step = 0; step < 4 * removed.length && square > PRECISION * PRECISION * scale; step++) {
            multiply(direction, product);
            double length = square / dot(direction, product);
            for (int p : unknown) {
                solution[p] += length * direction[p];
                residual[p] -= length * product[p];
            }
            double next = dot(residual, residual);
            for (int p : unknown) {
                direction[p] = residual[p] + next / square * direction[p];
            }
            square = next;
        }
        return solution;
    }

    /** {@code (sum of present weights) x[p] - sum over removed neighbours of weight x[q]}. */
    private void multiply(double[] x, double[] product) {
        for (int p : unknown) {
            product[p] = weights(p) * x[p] - neighbours(x, p);
        }
    }

    private double neighbours(double[] x, int place) {
        int row = place / size.width();
        int column = place % size.width();
        double sum = 0;
        for (int[] step : NEIGHBOURS) {
            int y = row + step[0];
            int z = column + step[1];
            if (y >= 0 && y < size.height() && z >= 0 && z < size.width()) {
                sum += weight(step) * x[y * size.width() + z];
            }
        }
        return sum;
    }

    private double weights(int place) {
        int row = place / size.width();
        int column = place % size.width();
        double sum = 0;
        for (int[] step : NEIGHBOURS) {
            int y = row + step[0];
            int z = column + step[1];
            sum += y >= 0 && y < size.height() && z >= 0 && z < size.width() ? weight(step) : 0;
        }
        return sum;
    }

    private static double weight(int[] step) {
        return step[0] == 0 || step[1] == 0 ? EDGE : CORNER;
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int p : unknown) {
            sum += a[p] * b[p];
        }
        return sum;
    }
}
