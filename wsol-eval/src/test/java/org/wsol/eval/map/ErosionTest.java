package org.wsol.eval.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

class ErosionTest {

    @Test
    void everyScoreIsTheMinimumOfItsWindow() {
        int height = 9;
        int width = 13;
        SplitMix64 random = new SplitMix64(3);
        double[] scores = new double[height * width];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextDouble();
        }
        for (int radius : new int[] {0, 1, 2, 20}) {
            ScoreArray eroded = Erosion.apply(ScoreArray.of(height, width, scores), radius);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    assertThat(eroded.at(y * width + x)).isEqualTo(smallest(scores, height, width, y, x, radius));
                }
            }
        }
    }

    private static double smallest(double[] scores, int height, int width, int y, int x, int radius) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int v = 0; v < height; v++) {
            for (int u = 0; u < width; u++) {
                if (Math.abs(v - y) <= radius && Math.abs(u - x) <= radius) {
                    smallest = Math.min(smallest, scores[v * width + u]);
                }
            }
        }
        return smallest;
    }

    @Test
    void radiusIsGivenInPositionsOfTheSmallMap() {
        ScoreArray map = ScoreArray.of(2, 4, new float[] {0, 1, 1, 0.5f, 0, 1, 1, 1});
        ImageSize size = new ImageSize(16, 32);
        MapPreparation plain = new MapPreparation(size, Interpolation.BICUBIC, new Normalizer.MinMax());
        MapPreparation eroding = plain.withErosion(0.5);
        ScoreArray enlarged = MapResizer.resize(map, size, Interpolation.BICUBIC);
        ScoreArray expected = new Normalizer.MinMax().apply(Erosion.apply(enlarged, 4));
        assertThat(eroding.apply(map).toScoreMap()).isEqualTo(expected.toScoreMap());
        assertThat(eroding.apply(map).toScoreMap())
                .isNotEqualTo(plain.apply(map).toScoreMap());
        assertThat(eroding.name()).isEqualTo("bicubic/erosion 0.5/min-max");
        assertThat(plain.name()).isEqualTo("bicubic/min-max");
    }
}
