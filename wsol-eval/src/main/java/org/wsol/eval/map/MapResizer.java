package org.wsol.eval.map;

import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * Resizes maps like OpenCV's {@code cv2.resize} for float64 input, which the reference evaluation uses. Bicubic results
 * may exceed the range of the input by some per cent; normalise afterwards.
 */
public final class MapResizer {

    private MapResizer() {}

    /** Resizes a map, in float64. */
    public static ScoreArray resize(ScoreArray map, ImageSize size, Interpolation interpolation) {
        Axis columns = new Axis(map.width(), size.width(), interpolation);
        Axis rows = new Axis(map.height(), size.height(), interpolation);
        double[] widened = new double[map.height() * size.width()];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double sum = 0;
                for (int tap = 0; tap < interpolation.taps(); tap++) {
                    sum += map.at(y * map.width() + columns.source(x, tap)) * columns.weight(x, tap);
                }
                widened[y * size.width() + x] = sum;
            }
        }
        return ScoreArray.of(size.height(), size.width(), stretched(widened, size, rows, interpolation.taps()));
    }

    private static double[] stretched(double[] widened, ImageSize size, Axis rows, int taps) {
        double[] result = new double[size.height() * size.width()];
        for (int y = 0; y < size.height(); y++) {
            for (int tap = 0; tap < taps; tap++) {
                int source = rows.source(y, tap) * size.width();
                double weight = rows.weight(y, tap);
                for (int x = 0; x < size.width(); x++) {
                    result[y * size.width() + x] += widened[source + x] * weight;
                }
            }
        }
        return result;
    }

    /** Resizes a map, in float32. */
    public static ScoreMap resize(ScoreMap map, ImageSize size, Interpolation interpolation) {
        return resize(ScoreArray.of(map), size, interpolation).toScoreMap();
    }

    /** Sources and weights along one axis. */
    private static final class Axis {
        private final int taps;
        private final int[] sources;
        private final float[] weights;

        Axis(int from, int to, Interpolation interpolation) {
            taps = interpolation.taps();
            sources = new int[to * taps];
            weights = new float[to * taps];
            double scale = (double) from / to;
            for (int i = 0; i < to; i++) {
                float position = (float) ((i + 0.5) * scale - 0.5);
                int floor = (int) Math.floor(position);
                float[] w = interpolation.weights(position - floor);
                for (int tap = 0; tap < taps; tap++) {
                    int source = floor - interpolation.lead() + tap;
                    sources[i * taps + tap] = Math.max(0, Math.min(from - 1, source));
                    weights[i * taps + tap] = w[tap];
                }
            }
        }

        int source(int index, int tap) {
            return sources[index * taps + tap];
        }

        double weight(int index, int tap) {
            return weights[index * taps + tap];
        }
    }
}
