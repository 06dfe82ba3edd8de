package org.wsol.eval.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.QuantizedMap;

/** The expected values of the reference evaluation's own tests. */
class ReferenceGoldenTest {
    private static final double[] THRESHOLDS = {0, 0.2, 0.4, 0.6, 0.8};

    @Test
    void overlapIncludesEdgePixels() {
        assertThat(new Box(1, 2, 5, 6).iou(new Box(3, 1, 4, 5))).isEqualTo(8.0 / 27);
        assertThat(new GroundTruthBoxes(List.of(new Box(3, 1, 4, 5))).bestIou(1, 2, 5, 6))
                .isEqualTo(8.0 / 27);
        assertThat(new GroundTruthBoxes(List.of(new Box(0, 0, 0, 0))).bestIou(0, 0, 0, 0))
                .isEqualTo(1);
    }

    @Test
    void truncatesScaledCoordinates() {
        ImageSize from = new ImageSize(20, 10);
        ImageSize to = new ImageSize(10, 35);
        assertThat(ContourBoxes.scale(new Box(1, 2, 4, 3), from, to)).isEqualTo(new Box(3, 1, 14, 1));
        assertThat(ContourBoxes.scale(new Box(1, 2, 1, 2), from, from)).isEqualTo(new Box(1, 2, 1, 2));
    }

    @Test
    void mapWithoutScoresAboveTheThresholdGivesTheCornerPixel() {
        QuantizedMap map = QuantizedMap.of(3, 4, new float[12]);
        for (double threshold : THRESHOLDS) {
            for (BoxRule rule : BoxRule.values()) {
                assertThat(ContourBoxes.at(map, threshold, rule)).containsExactly(new Box(0, 0, 0, 0));
            }
        }
    }

    @Test
    void singlePixelGivesABoxOfTwoAndHolesAreContours() {
        byte[] dot = new byte[64];
        dot[4 * 8 + 4] = (byte) 255;
        assertThat(ContourBoxes.at(QuantizedMap.ofLevels(8, 8, dot), 0.5, BoxRule.ALL_CONTOURS))
                .containsExactly(new Box(4, 4, 5, 5));
        byte[] ring = new byte[100];
        for (int i = 0; i < 100; i++) {
            int distance = Math.max(Math.abs(i % 10 - 4), Math.abs(i / 10 - 4));
            ring[i] = (byte) (distance == 2 || distance == 3 ? 255 : 0);
        }
        assertThat(ContourBoxes.at(QuantizedMap.ofLevels(10, 10, ring), 0.5, BoxRule.ALL_CONTOURS))
                .containsExactlyInAnyOrder(new Box(1, 1, 8, 8), new Box(2, 2, 7, 7));
    }

    @Test
    void rejectsInvalidScores() {
        assertThatThrownBy(() -> QuantizedMap.of(1, 2, new float[] {0, Float.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 0, column 1 is NaN");
        assertThatThrownBy(() -> QuantizedMap.of(1, 1, new double[] {1.1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1");
    }

    @Test
    void thresholdsEqualThoseOfNumPy() {
        ThresholdGrid grid = new ThresholdGrid(0.001);
        assertThat(grid.size()).isEqualTo(1000);
        assertThat(grid.threshold(416)).isEqualTo(0.41600000000000004);
        assertThat(java.util.Arrays.stream(grid.levels(255)).distinct().count()).isEqualTo(255);
        assertThat(new ThresholdGrid(0.3).size()).isEqualTo(4);
    }
}
