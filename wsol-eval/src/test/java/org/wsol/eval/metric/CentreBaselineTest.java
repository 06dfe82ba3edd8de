package org.wsol.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

class CentreBaselineTest {
    private static final ImageSize SIZE = ImageSize.square(224);

    private static BoxEvaluation evaluated(Box... boxes) {
        BoxEvaluator evaluator = new BoxEvaluator(BoxEvaluationSettings.reference());
        float[] corner = new float[224 * 224];
        corner[0] = 1;
        for (int i = 0; i < boxes.length; i++) {
            evaluator.add(new GroundTruth("image" + i, 0, SIZE, List.of(boxes[i])), ScoreMap.of(224, 224, corner));
        }
        return evaluator.finish();
    }

    @Test
    void findsCentredObjectsOfAnySizeAndNoneInACorner() {
        LocalizationReport middle = CentreBaseline.on(evaluated(new Box(56, 56, 167, 167)));
        assertThat(middle.maxBoxAccV2()).hasValue(100.0);
        LocalizationReport corner = CentreBaseline.on(evaluated(new Box(0, 0, 20, 20)));
        assertThat(corner.maxBoxAcc()).hasValue(0.0);
        LocalizationReport both = CentreBaseline.on(evaluated(new Box(56, 56, 167, 167), new Box(0, 0, 20, 20)));
        assertThat(both.maxBoxAcc().orElseThrow()).isCloseTo(50, within(1e-9));
    }

    @Test
    void mapHasItsMaximumInTheMiddle() {
        var map = CentreBaseline.map(new ImageSize(3, 5));
        assertThat(map.at(7)).isEqualTo(1);
        assertThat(map.at(0)).isEqualTo(map.at(14)).isLessThan(map.at(6));
    }
}
