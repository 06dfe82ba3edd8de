package org.wsol.eval.map;

import org.wsol.core.ImageSize;

/** Means over square windows by running sums, in time independent of the radius; windows are clipped at the border. */
final class WindowMeans {
    private WindowMeans() {}

    /**
     * The mean of every value's window.
     *
     * @param values row-major
     * @param radius the window has {@code 2 radius + 1} rows and columns, at least 0
     */
    static double[] of(double[] values, ImageSize size, int radius) {
        double[] rows = along(values, size.height(), size.width(), size.width(), 1, radius);
        return along(rows, size.width(), size.height(), 1, size.width(), radius);
    }

    private static double[] along(double[] values, int lines, int length, int lineStep, int step, int radius) {
        double[] means = new double[values.length];
        double[] sums = new double[length + 1];
        for (int line = 0; line < lines; line++) {
            int start = line * lineStep;
            for (int i = 0; i < length; i++) {
                sums[i + 1] = sums[i] + values[start + i * step];
            }
            for (int i = 0; i < length; i++) {
                int from = Math.max(0, i - radius);
                int to = Math.min(length, i + radius + 1);
                means[start + i * step] = (sums[to] - sums[from]) / (to - from);
            }
        }
        return means;
    }
}
