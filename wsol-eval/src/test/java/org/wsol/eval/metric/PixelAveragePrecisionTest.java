package org.wsol.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.map.ScoreArray;

class PixelAveragePrecisionTest {
    private static final ImageSize SIZE = new ImageSize(2, 5);
    private final boolean[] object = {true, true, true, false, false, false, false, false, false, false};
    private final boolean[] ignore = {false, false, false, true, true, false, false, false, false, false};

    @Test
    void perfectMapScoresOneHundredRegardlessOfIgnoredPixels() {
        for (float ignored : new float[] {0, 1}) {
            float[] scores = {1, 1, 1, ignored, ignored, 0, 0, 0, 0, 0};
            assertThat(value(scores, object)).isEqualTo(100, within(1e-9));
        }
    }

    @Test
    void constantMapScoresTheShareOfObjectPixels() {
        for (float score : new float[] {0, 0.5f, 1}) {
            float[] scores = new float[10];
            Arrays.fill(scores, score);
            assertThat(value(scores, object)).isEqualTo(100 * 3.0 / 8, within(1e-9));
        }
    }

    @Test
    void isUndefinedWithoutObjectPixels() {
        assertThatThrownBy(() -> value(new float[10], new boolean[10])).isInstanceOf(DataException.class);
    }

    @Test
    void rejectsInvalidScores() {
        float[] scores = new float[10];
        scores[4] = Float.NaN;
        assertThatThrownBy(() -> value(scores, object)).isInstanceOf(IllegalArgumentException.class);
    }

    private double value(float[] scores, boolean[] objectPixels) {
        PixelAveragePrecision precision = new PixelAveragePrecision(new ThresholdGrid(0.01));
        precision.add("a", ScoreArray.of(2, 5, scores), BinaryMask.of(SIZE, objectPixels, ignore));
        return precision.value();
    }
}
