package org.wsol.eval.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.ScoreMap;

class MapShapeTest {

    @Test
    void peakHasZeroEntropyAndAFlatMapTheMaximum() {
        assertThat(MapShape.of(ScoreMap.of(2, 2, new float[] {0, 7, 0, 0}), 0.6, 0.1))
                .isEqualTo(new MapShape(0, 0.25, 0.75));
        assertThat(MapShape.of(ScoreMap.of(2, 2, new float[] {3, 3, 3, 3}), 0.6, 0.1)
                        .entropy())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void twoEqualPositionsOfFourHaveHalfTheEntropy() {
        MapShape shape = MapShape.of(ScoreMap.of(1, 4, new float[] {5, 5, 0, 0}), 0.5, 0.5);
        assertThat(shape.entropy()).isCloseTo(0.5, within(1e-12));
        assertThat(MapShape.mean(List.of(shape, new MapShape(1, 0, 1))).entropy())
                .isCloseTo(0.75, within(1e-12));
    }

    @Test
    void mapOfZerosIsFlat() {
        assertThat(MapShape.of(ScoreMap.of(1, 2, new float[2]), 0.5, 0.5).entropy())
                .isEqualTo(1);
    }

    @Test
    void rejectsTheMeanOfNoShapes() {
        assertThatThrownBy(() -> MapShape.mean(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
