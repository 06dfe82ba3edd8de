package org.wsol.maps.faithfulness;

import org.wsol.maps.FeatureMaps;

/** Gaussian blur with zero padding. */
final class Blur {
    private Blur() {}

    static float[] gaussian(FeatureMaps image, int width, double deviation) {
        double[] kernel = kernel(width, deviation);
        int rows = image.size().height();
        int columns = image.size().width();
        double[] source = new double[image.values().length];
        for (int i = 0; i < source.length; i++) {
            source[i] = image.values()[i];
        }
        double[] across = along(source, kernel, rows * columns, columns, columns, 1);
        double[] both = along(across, kernel, rows * columns, columns, rows, columns);
        float[] blurred = new float[both.length];
        for (int i = 0; i < blurred.length; i++) {
            blurred[i] = (float) both[i];
        }
        return blurred;
    }

    /** A Gaussian whose tails are reflected at the kernel's edges, so that it sums to 1. */
    private static double[] kernel(int width, double deviation) {
        double[] kernel = new double[width];
        int reach = (int) (4 * deviation + 0.5);
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-0.5 * i * i / (deviation * deviation));
        }
        for (int i = 0; i < width; i++) {
            double[] distances = mirrored(i - width / 2, width, reach);
            for (double distance : distances) {
                kernel[i] += Math.exp(-0.5 * distance * distance / (deviation * deviation)) / sum;
            }
        }
        return kernel;
    }

    /** The distances of the centre from a position and from its reflections at the border. */
    private static double[] mirrored(int offset, int width, int reach) {
        int place = offset + width / 2;
        int middle = width / 2;
        return java.util.stream.IntStream.rangeClosed(-reach, reach)
                .filter(step -> reflect(place + step, width) == middle)
                .mapToDouble(step -> step)
                .toArray();
    }

    private static int reflect(int position, int width) {
        int period = 2 * width;
        int wrapped = Math.floorMod(position, period);
        return wrapped < width ? wrapped : period - 1 - wrapped;
    }

    private static double[] along(double[] values, double[] kernel, int plane, int columns, int extent, int step) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int at = i % plane;
            int position = step == 1 ? at % columns : at / columns;
            for (int k = 0; k < kernel.length; k++) {
                int other = position + k - kernel.length / 2;
                if (other >= 0 && other < extent) {
                    result[i] += kernel[k] * values[i + (other - position) * step];
                }
            }
        }
        return result;
    }
}
