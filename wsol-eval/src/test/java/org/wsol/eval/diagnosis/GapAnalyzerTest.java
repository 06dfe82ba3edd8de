package org.wsol.eval.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

class GapAnalyzerTest {
    @Test
    void countsPositionsThatTheNormFindsAndTheSimilaritySuppresses() {
        ScoreMap norm = ScoreMap.of(2, 4, new float[] {9, 9, 9, 1, 9, 9, 1, 1});
        ScoreMap similarity = ScoreMap.of(2, 4, new float[] {1, 1, -1, -1, -1, -1, -1, 1});
        GapDiagnosis gap = GapAnalyzer.standard()
                .diagnose(norm, similarity, List.of(new Box(0, 0, 29, 19)), new ImageSize(20, 40))
                .orElseThrow();
        // The box contains the centres of the first three columns: six cells, five found by F, two by S, both of them
        // by F.
        assertThat(gap).isEqualTo(new GapDiagnosis(5 / 6.0, 2 / 6.0, 3 / 6.0, 2 / 6.0));
        assertThat(gap.suppressedShareOfFound()).isEqualTo(0.6);
    }

    @Test
    void objectBetweenCellCentresHasNoDiagnosis() {
        ScoreMap map = ScoreMap.of(1, 2, new float[] {0, 1});
        assertThat(GapAnalyzer.standard().diagnose(map, map, List.of(new Box(0, 0, 1, 1)), ImageSize.square(100)))
                .isEmpty();
    }
}
