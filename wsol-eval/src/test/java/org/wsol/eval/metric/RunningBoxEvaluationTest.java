package org.wsol.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.protocol.Protocol;

class RunningBoxEvaluationTest {
    private static final ImageSize SIZE = ImageSize.square(40);

    private final BoxEvaluationSettings settings =
            BoxEvaluationSettings.reference().withEvaluationSize(SIZE).withInterval(0.007);
    private final BoxEvaluator kept = new BoxEvaluator(settings);
    private final RunningBoxEvaluation running = new RunningBoxEvaluation(settings);

    @Test
    void rejectsPredictionsThatAreNeitherRightNorWrong() {
        GroundTruth unlabelled = new GroundTruth("b", -1, SIZE, List.of(new Box(1, 1, 9, 9)));
        ScoreArray map = ScoreArray.of(40, 40, new double[40 * 40]);
        ClassPrediction prediction = ClassPrediction.ofScores(new float[] {1, 2});
        assertThatThrownBy(() -> running.add(unlabelled, map, prediction))
                .hasMessageContaining("b has a predicted class");
        assertThatThrownBy(() -> kept.add(unlabelled, map, Optional.of(prediction)))
                .hasMessageContaining("b has a predicted class");
        assertThatThrownBy(() -> ClassPrediction.ofScores(new float[] {1, Float.NaN}))
                .hasMessageContaining("class 1 is NaN");
        assertThatThrownBy(() -> new ClassPrediction(List.of(-1))).hasMessageContaining("indices from 0");
    }

    private void add(int images, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < images; i++) {
            int x = random.nextInt(20);
            int y = random.nextInt(20);
            Box box = new Box(x, y, x + 8 + random.nextInt(10), y + 8 + random.nextInt(10));
            GroundTruth truth = new GroundTruth(seed + "/" + i, random.nextInt(6), SIZE, List.of(box));
            double[] scores = new double[40 * 40];
            for (int at = 0; at < scores.length; at++) {
                double dx = at % 40 - x - 9.0;
                double dy = at / 40 - y - 9.0;
                scores[at] = Math.exp(-(dx * dx + dy * dy) / 60) * (0.8 + 0.2 * random.nextDouble());
            }
            scores[0] = i % 7 == 0 ? 1 : scores[0];
            ScoreArray map = ScoreArray.of(40, 40, scores);
            ClassPrediction prediction = ClassPrediction.ofScores(new float[] {
                random.nextFloat(), random.nextFloat(), random.nextFloat(), random.nextFloat(), random.nextFloat(), 0.7f
            });
            kept.add(truth, map, Optional.of(prediction));
            running.add(truth, map, prediction);
        }
    }

    @Test
    void equalsAnEvaluationThatKeepsEveryImage() {
        add(60, 1);
        BoxEvaluation whole = kept.finish();
        assertThat(running.images()).isEqualTo(60);
        assertThat(running.oracle()).isEqualTo(whole.report(new Protocol.Oracle()));
        assertThat(running.bestThresholds("val")).isEqualTo(whole.bestThresholds("val"));
        assertThat(running.oracle().maxBoxAccV2().orElseThrow()).isBetween(20.0, 99.0);
    }

    @Test
    void acceptsThresholdsOfAnotherSet() {
        add(30, 1);
        var chosen = running.bestThresholds("val");
        RunningBoxEvaluationTest other = new RunningBoxEvaluationTest();
        other.add(30, 2);
        assertThat(other.running.transferred(chosen))
                .isEqualTo(other.kept.finish().report(new Protocol.Transferred(chosen)));
    }

    @Test
    void rejectsAReportWithoutMaps() {
        assertThatThrownBy(running::oracle).isInstanceOf(IllegalStateException.class);
    }
}
