package org.wsol.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.protocol.Protocol;

class BoxEvaluationTest {
    private static final ImageSize SIZE = ImageSize.square(32);
    private static final List<String> NAMES =
            List.of("b", "a", "ab", "é", "aé", "\uD83D\uDE00", "\uFF5E", "\uFF5Ez", "Z", "z/1", "z", "z/10", "z/2");

    private final BoxEvaluator evaluator =
            new BoxEvaluator(BoxEvaluationSettings.reference().withEvaluationSize(SIZE));

    private void add(String name, long seed) {
        Random random = new Random(seed);
        double[] scores = new double[32 * 32];
        for (int i = 0; i < scores.length; i++) {
            double dx = i % 32 - 12.0;
            double dy = i / 32 - 14.0;
            scores[i] = Math.exp(-(dx * dx + dy * dy) / 90) * (0.6 + 0.3 * random.nextDouble());
        }
        GroundTruth truth = new GroundTruth(
                name, random.nextInt(3), new ImageSize(40, 50), List.of(new Box(8, 5, 28, 30), new Box(1, 2, 9, 9)));
        float[] logits = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
        evaluator.add(truth, ScoreArray.of(32, 32, scores), Optional.of(ClassPrediction.ofScores(logits)));
    }

    private BoxEvaluation evaluated() {
        for (int i = 0; i < NAMES.size(); i++) {
            add(NAMES.get(i), i);
        }
        add("black", -1);
        return evaluator.finish();
    }

    @Test
    void noMapIsAcceptedAfterTheEnd() {
        evaluated();
        assertThatThrownBy(() -> add("late", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use a new evaluator");
        assertThatThrownBy(() -> new GroundTruth("a", -5, SIZE, List.of(new Box(0, 0, 1, 1))))
                .hasMessage("image a: label -5 is below -1");
    }

    @Test
    void sortsImagesByNameAndFindsThem() {
        BoxEvaluation evaluation = evaluated();
        TreeSet<String> sorted = new TreeSet<>(NAMES);
        sorted.add("black");
        assertThat(evaluation.images())
                .extracting(image -> image.truth().imageId())
                .containsExactlyElementsOf(sorted);
        for (String name : sorted) {
            assertThat(evaluation.image(name).orElseThrow().truth().imageId()).isEqualTo(name);
        }
        assertThat(evaluation.image("c")).isEmpty();
    }

    @Test
    void keepsEveryDetailOfAnImage() {
        BoxEvaluation evaluation = evaluated();
        BoxEvaluator again = new BoxEvaluator(evaluation.settings());
        double[] half = new double[32 * 32];
        java.util.Arrays.fill(half, 40, 300, 0.7);
        GroundTruth truth = new GroundTruth("x", -1, SIZE, List.of(new Box(0, 0, 31, 8)));
        ScoreArray map = ScoreArray.of(32, 32, half);
        ImageScore direct = again.score(truth, map, Optional.empty());
        again.add(truth, map, Optional.empty());
        ImageScore kept = again.finish().images().get(0);
        assertThat(kept)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .ignoringCollectionOrder()
                .isEqualTo(direct);
    }

    /** Reports use the levels at which correctness changes; here the boxes themselves are compared. */
    @Test
    void reportsEqualThoseOfTheBoxes() {
        BoxEvaluation evaluation = evaluated();
        for (Protocol protocol : List.of(new Protocol.Oracle(), new Protocol.Fixed(0.31415), new Protocol.Fixed(0))) {
            LocalizationReport report = evaluation.report(protocol);
            for (Decision decision : evaluation.decisions(protocol)) {
                BoxRule rule = decision.boxRule().equals("all") ? BoxRule.ALL_CONTOURS : BoxRule.LARGEST_CONTOUR;
                IouScore score = report.rule(rule)
                        .orElseThrow()
                        .at(decision.iouPercent())
                        .orElseThrow();
                int images = evaluation.size();
                assertThat(score.accuracy()).isEqualTo(100.0 * count(evaluation, decision::isLocalized) / images);
                assertThat(score.top1()).hasValue(100.0 * count(evaluation, decision::isTop1Correct) / images);
                assertThat(score.top5()).hasValue(100.0 * count(evaluation, decision::isTop5Correct) / images);
            }
        }
    }

    private static long count(BoxEvaluation evaluation, java.util.function.Predicate<ImageScore> condition) {
        return evaluation.images().stream().filter(condition).count();
    }

    @Test
    void tablesCountCorrectImagesAtEveryThreshold() {
        BoxEvaluation evaluation = evaluated();
        int[] weights = IntStream.range(0, evaluation.size()).map(i -> i % 3).toArray();
        for (BoxRule rule : BoxRule.values()) {
            for (int percent : List.of(30, 50, 70)) {
                CorrectnessTable table = evaluation.table(rule, percent);
                long[] correct = table.correct(weights);
                for (int i = 0; i < correct.length; i += 7) {
                    double threshold = table.grid().threshold(i);
                    long expected = IntStream.range(0, weights.length)
                            .filter(k -> evaluation.images().get(k).curve(rule).iou(threshold) >= percent / 100.0)
                            .mapToLong(k -> weights[k])
                            .sum();
                    assertThat(correct[i]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void rejectsAnEmptyEvaluationAndADuplicateImage() {
        assertThatThrownBy(evaluator::finish).hasMessageContaining("no image");
        add("a", 1);
        add("b", 2);
        add("a", 3);
        assertThatThrownBy(evaluator::finish).hasMessageContaining("image a was evaluated twice");
    }
}
