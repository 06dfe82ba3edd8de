package org.wsol.losses;

/**
 * Lloyd's k-means with three clusters from given starts, with scikit-learn's stopping rule and its rule for empty
 * clusters: an empty cluster moves to the point farthest from its own centre, which leaves its cluster.
 */
final class ThreeMeans {
    private static final int CLUSTERS = 3;
    private static final int ROUNDS = 300;
    private static final double TOLERANCE = 1e-4;

    private final double[][] points;
    private final int[] labels;
    private double[][] centres;

    private ThreeMeans(double[][] points, double[][] starts) {
        this.points = points;
        this.labels = new int[points.length];
        this.centres = starts;
    }

    /**
     * The result.
     *
     * @param labels the cluster of each point, 0 to 2
     * @param centres three centres
     */
    record Clusters(int[] labels, double[][] centres) {}

    /**
     * Clusters points.
     *
     * @param points n points of equal length, n at least 1
     * @param starts three centres
     */
    static Clusters of(double[][] points, double[][] starts) {
        ThreeMeans run =
                new ThreeMeans(points, new double[][] {starts[0].clone(), starts[1].clone(), starts[2].clone()});
        run.iterate();
        return new Clusters(run.labels, run.centres);
    }

    private void iterate() {
        double limit = TOLERANCE * meanVariance();
        boolean first = true;
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = assign() || first;
            double shift = update();
            if (!moved) {
                return;
            }
            if (shift <= limit) {
                break;
            }
            first = false;
        }
        assign();
    }

    private double meanVariance() {
        double sum = 0;
        for (int c = 0; c < points[0].length; c++) {
            double mean = 0;
            for (double[] point : points) {
                mean += point[c] / points.length;
            }
            for (double[] point : points) {
                sum += (point[c] - mean) * (point[c] - mean) / points.length;
            }
        }
        return sum / points[0].length;
    }

    /** Assigns every point to its nearest centre (the first one for ties); returns whether any assignment changed. */
    private boolean assign() {
        boolean moved = false;
        for (int i = 0; i < points.length; i++) {
            int nearest = 0;
            double smallest = distance(points[i], centres[0]);
            for (int k = 1; k < CLUSTERS; k++) {
                double distance = distance(points[i], centres[k]);
                if (distance < smallest) {
                    nearest = k;
                    smallest = distance;
                }
            }
            moved |= labels[i] != nearest;
            labels[i] = nearest;
        }
        return moved;
    }

    /** Moves the centres to the means of their points; returns the sum of their squared shifts. */
    private double update() {
        double[][] sums = new double[CLUSTERS][points[0].length];
        int[] counts = new int[CLUSTERS];
        for (int i = 0; i < points.length; i++) {
            add(sums[labels[i]], points[i], 1);
            counts[labels[i]]++;
        }
        fillEmpty(sums, counts);
        double shift = 0;
        for (int k = 0; k < CLUSTERS; k++) {
            for (int c = 0; c < sums[k].length; c++) {
                sums[k][c] = counts[k] > 0 ? sums[k][c] / counts[k] : centres[k][c];
            }
            shift += distance(sums[k], centres[k]);
        }
        centres = sums;
        return shift;
    }

    private void fillEmpty(double[][] sums, int[] counts) {
        boolean[] taken = new boolean[points.length];
        for (int k = 0; k < CLUSTERS; k++) {
            if (counts[k] == 0) {
                int farthest = farthest(taken);
                taken[farthest] = true;
                add(sums[labels[farthest]], points[farthest], -1);
                counts[labels[farthest]]--;
                add(sums[k], points[farthest], 1);
                counts[k] = 1;
            }
        }
    }

    private int farthest(boolean[] taken) {
        int farthest = 0;
        double largest = -1;
        for (int i = 0; i < points.length; i++) {
            double distance = distance(points[i], centres[labels[i]]);
            if (!taken[i] && distance > largest) {
                farthest = i;
                largest = distance;
            }
        }
        return farthest;
    }

    private static void add(double[] sum, double[] point, int sign) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += sign * point[c];
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }
}
