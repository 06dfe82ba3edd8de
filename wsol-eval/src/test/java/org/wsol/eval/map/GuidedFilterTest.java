package org.wsol.eval.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

class GuidedFilterTest {

    /** A direct implementation of the paper's equations: every window solved by Gaussian elimination. */
    @Test
    void fitsAnAffineFunctionOfTheColoursInEveryWindow() {
        ImageSize size = new ImageSize(7, 9);
        float[] photo = random(3 * 63, 1);
        float[] map = random(63, 2);
        for (int radius : new int[] {0, 1, 3, 20}) {
            ScoreArray filtered = new GuidedFilter(size, photo, radius).apply(ScoreArray.of(7, 9, map));
            double[] expected = naive(size, photo, map, radius);
            for (int i = 0; i < expected.length; i++) {
                assertThat(filtered.at(i)).as("radius %d, pixel %d", radius, i).isCloseTo(expected[i], within(1e-9));
            }
        }
    }

    private static double[] naive(ImageSize size, float[] photo, float[] map, int radius) {
        int area = map.length;
        double[][] sums = new double[area][4];
        int[] windows = new int[area];
        for (int k = 0; k < area; k++) {
            double[] function = function(size, photo, map, k, radius);
            for (int i = 0; i < area; i++) {
                if (near(size, k, i, radius)) {
                    windows[i]++;
                    for (int c = 0; c < 4; c++) {
                        sums[i][c] += function[c];
                    }
                }
            }
        }
        double[] result = new double[area];
        for (int i = 0; i < area; i++) {
            double value = sums[i][3];
            for (int c = 0; c < 3; c++) {
                value += sums[i][c] * photo[c * area + i];
            }
            result[i] = Math.max(least(map), Math.min(most(map), value / windows[i]));
        }
        return result;
    }

    /** Slopes and offset of a window. */
    private static double[] function(ImageSize size, float[] photo, float[] map, int k, int radius) {
        int area = map.length;
        double[][] system = new double[3][4];
        double[] mean = new double[4];
        int count = 0;
        for (int i = 0; i < area; i++) {
            if (near(size, k, i, radius)) {
                count++;
                for (int c = 0; c < 4; c++) {
                    mean[c] += value(photo, map, c, i);
                }
            }
        }
        for (int c = 0; c < 4; c++) {
            mean[c] /= count;
        }
        for (int i = 0; i < area; i++) {
            if (near(size, k, i, radius)) {
                for (int r = 0; r < 3; r++) {
                    for (int c = 0; c < 4; c++) {
                        system[r][c] +=
                                (value(photo, map, r, i) - mean[r]) * (value(photo, map, c, i) - mean[c]) / count;
                    }
                }
            }
        }
        for (int r = 0; r < 3; r++) {
            system[r][r] += GuidedFilter.EVEN;
        }
        eliminate(system);
        double offset = mean[3];
        for (int c = 0; c < 3; c++) {
            offset -= system[c][3] * mean[c];
        }
        return new double[] {system[0][3], system[1][3], system[2][3], offset};
    }

    private static void eliminate(double[][] system) {
        for (int p = 0; p < 3; p++) {
            for (int r = 0; r < 3; r++) {
                double factor = r == p ? 0 : system[r][p] / system[p][p];
                for (int c = 3; c >= p; c--) {
                    system[r][c] -= factor * system[p][c];
                }
            }
        }
        for (int p = 0; p < 3; p++) {
            system[p][3] /= system[p][p];
        }
    }

    private static double value(float[] photo, float[] map, int c, int i) {
        return c < 3 ? photo[c * map.length + i] : map[i];
    }

    private static boolean near(ImageSize size, int k, int i, int radius) {
        return Math.abs(k / size.width() - i / size.width()) <= radius
                && Math.abs(k % size.width() - i % size.width()) <= radius;
    }

    private static double least(float[] map) {
        double least = map[0];
        for (float value : map) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double most(float[] map) {
        double most = map[0];
        for (float value : map) {
            most = Math.max(most, value);
        }
        return most;
    }

    @Test
    void edgesOfThePhotoBecomeEdgesOfTheMap() {
        ImageSize size = new ImageSize(40, 40);
        float[] photo = new float[3 * 1600];
        float[] ramp = new float[1600];
        for (int i = 0; i < 1600; i++) {
            int x = i % 40;
            photo[i] = x < 16 ? 0.9f : 0.1f;
            photo[1600 + i] = 0.5f;
            photo[3200 + i] = x < 16 ? 0.2f : 0.6f;
            ramp[i] = Math.max(0, Math.min(1, (24 - x) / 12f)); // crosses a half at column 18
        }
        ScoreArray filtered = new GuidedFilter(size, photo, 8).apply(ScoreArray.of(40, 40, ramp));
        int row = 20 * 40;
        double ofTheMap = ramp[row + 15] - ramp[row + 16];
        assertThat(filtered.at(row + 15) - filtered.at(row + 16)).isGreaterThan(4 * ofTheMap);
        assertThat(filtered.at(row + 14) - filtered.at(row + 15)).isLessThan(ofTheMap);
    }

    @Test
    void uniformPhotosSmoothTheMapAndUniformMapsAreUnchanged() {
        ImageSize size = new ImageSize(6, 5);
        float[] grey = new float[90];
        java.util.Arrays.fill(grey, 0.4f);
        double[] map = new double[30];
        map[12] = 1;
        ScoreArray smooth = new GuidedFilter(size, grey, 1).apply(ScoreArray.of(6, 5, map));
        double[] twice = WindowMeans.of(WindowMeans.of(map, size, 1), size, 1);
        for (int i = 0; i < 30; i++) {
            assertThat(smooth.at(i)).isCloseTo(twice[i], within(1e-9));
        }
        ScoreArray even = new GuidedFilter(size, random(90, 3), 2).apply(ScoreArray.of(6, 5, new double[30]));
        assertThat(even.toScoreMap().toArray()).containsOnly(0f);
        ScoreArray one = new GuidedFilter(new ImageSize(1, 1), new float[] {1, 0, 1}, 4)
                .apply(ScoreArray.of(1, 1, new double[] {0.3}));
        assertThat(one.at(0)).isEqualTo(0.3);
    }

    @Test
    void affineChangeOfTheMapChangesTheResultEqually() {
        ImageSize size = new ImageSize(8, 8);
        GuidedFilter filter = new GuidedFilter(size, random(192, 4), 2);
        float[] map = random(64, 5);
        double[] other = new double[64];
        for (int i = 0; i < 64; i++) {
            other[i] = 7.0 * map[i] - 3;
        }
        ScoreArray filtered = filter.apply(ScoreArray.of(8, 8, map));
        ScoreArray scaled = filter.apply(ScoreArray.of(8, 8, other));
        for (int i = 0; i < 64; i++) {
            assertThat(scaled.at(i)).isCloseTo(7 * filtered.at(i) - 3, within(1e-9));
        }
    }

    @Test
    void rejectsPhotosAndMapsOfOtherSizes() {
        ImageSize size = new ImageSize(4, 4);
        assertThatThrownBy(() -> new GuidedFilter(size, new float[47], 1))
                .hasMessageContaining("has 48 values, got 47");
        assertThatThrownBy(() -> new GuidedFilter(size, new float[48], -1)).hasMessageContaining("was -1");
        GuidedFilter filter = new GuidedFilter(size, new float[48], 1);
        assertThatThrownBy(() -> filter.apply(ScoreArray.of(4, 3, new double[12])))
                .hasMessageContaining("the photo of");
    }

    private static float[] random(int count, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
