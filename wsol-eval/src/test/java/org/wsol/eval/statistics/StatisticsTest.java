package org.wsol.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.GroundTruth;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.statistics.Bootstrap.ConfidenceInterval;
import org.wsol.eval.statistics.Bootstrap.PairedComparison;

class StatisticsTest {
    private static final int SIDE = 40;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 0.95, 7);

    @Test
    void intervalOfAShareIsThatOfTheBinomial() {
        ConfidenceInterval interval = LocalizationStatistics.interval(
                        BOOTSTRAP, evaluation(400, 100), new Protocol.Oracle(), LocalizationMetric.MAX_BOX_ACC)
                .orElseThrow();
        assertThat(interval.estimate()).isEqualTo(25);
        double deviation = 100 * Math.sqrt(0.25 * 0.75 / 400);
        assertThat(interval.low()).isEqualTo(25 - 1.96 * deviation, within(0.8));
        assertThat(interval.high()).isEqualTo(25 + 1.96 * deviation, within(0.8));
    }

    @Test
    void everyMetricEqualsTheReport() {
        BoxEvaluation evaluation = evaluation(40, 10);
        for (Protocol protocol : List.of(
                new Protocol.Oracle(),
                new Protocol.Fixed(0.3),
                new Protocol.Transferred(evaluation.bestThresholds("val")))) {
            var report = evaluation.report(protocol);
            assertEstimate(evaluation, protocol, LocalizationMetric.MAX_BOX_ACC, report.maxBoxAcc());
            assertEstimate(evaluation, protocol, LocalizationMetric.MAX_BOX_ACC_V2, report.maxBoxAccV2());
            assertEstimate(evaluation, protocol, LocalizationMetric.TOP1_LOC, report.top1());
            assertEstimate(evaluation, protocol, LocalizationMetric.TOP5_LOC, report.top5());
        }
    }

    @Test
    void equalRunsHaveNoDifferenceAndAClearDifferenceIsDetected() {
        BoxEvaluation bad = evaluation(200, 60);
        BoxEvaluation good = evaluation(200, 120);
        Protocol oracle = new Protocol.Oracle();
        PairedComparison same =
                LocalizationStatistics.compare(BOOTSTRAP, bad, bad, oracle, LocalizationMetric.MAX_BOX_ACC_V2);
        assertThat(same.difference().estimate()).isZero();
        assertThat(same.pValue()).isEqualTo(1);
        PairedComparison clear =
                LocalizationStatistics.compare(BOOTSTRAP, good, bad, oracle, LocalizationMetric.MAX_BOX_ACC);
        assertThat(clear.difference().estimate()).isEqualTo(30, within(1e-9));
        assertThat(clear.difference().low()).isPositive();
        assertThat(clear.pValue()).isLessThan(0.01);
        assertThat(clear)
                .isEqualTo(
                        LocalizationStatistics.compare(BOOTSTRAP, good, bad, oracle, LocalizationMetric.MAX_BOX_ACC));
    }

    @Test
    void pValueAndIntervalAreThoseOfThePairedTest() {
        // Of 200 images, 20 are correct in the first run only and 8 in the second only: the difference of 12 images has
        // the standard deviation sqrt(28 - 12 * 12 / 200) = 5.22, so McNemar's two-sided p-value is 0.02 to 0.03.
        PairedComparison comparison =
                BOOTSTRAP.compare(200, weights -> share(weights, 0, 20), weights -> share(weights, 20, 28));
        assertThat(comparison.difference().estimate()).isEqualTo(6);
        assertThat(comparison.difference().low()).isEqualTo(6 - 1.96 * 2.61, within(0.7));
        assertThat(comparison.difference().high()).isEqualTo(6 + 1.96 * 2.61, within(0.7));
        assertThat(comparison.pValue()).isBetween(0.012, 0.045);
    }

    private static double share(int[] weights, int from, int to) {
        return java.util.Arrays.stream(weights, from, to).sum()
                * 100.0
                / java.util.Arrays.stream(weights).sum();
    }

    @Test
    void sizeLimitsAreATenthAndThreeTenthsOfTheImage() {
        assertThat(size(new Box(0, 0, 8, 99))).isEqualTo(SizeBucket.SMALL);
        assertThat(size(new Box(0, 0, 9, 99))).isEqualTo(SizeBucket.MEDIUM);
        assertThat(size(new Box(0, 0, 28, 99))).isEqualTo(SizeBucket.MEDIUM);
        assertThat(size(new Box(0, 0, 29, 99))).isEqualTo(SizeBucket.LARGE);
        assertThat(size(new Box(0, 0, 5, 5), new Box(0, 0, 59, 59), new Box(1, 1, 3, 3)))
                .isEqualTo(SizeBucket.LARGE);
    }

    private static SizeBucket size(Box... boxes) {
        return SizeBucket.of(new GroundTruth("a", 0, ImageSize.square(100), List.of(boxes)));
    }

    @Test
    void summarizesSeedsWithTheSampleDeviation() {
        SeedSummary summary = SeedSummary.of(70, 72, 74);
        assertThat(summary.mean()).isEqualTo(72);
        assertThat(summary.deviation()).isEqualTo(2);
        assertThat(SeedSummary.of(5).deviation()).isZero();
    }

    @Test
    void distinguishesKindsOfErrors() {
        Box box = new Box(10, 10, 19, 19);
        assertThat(outcome(box, List.of(box), 0)).isEqualTo(Outcome.CORRECT);
        assertThat(outcome(box, List.of(box), 1)).isEqualTo(Outcome.WRONG_CLASS);
        assertThat(outcome(box, List.of(new Box(5, 5, 35, 35)), 0)).isEqualTo(Outcome.PART);
        assertThat(outcome(new Box(2, 2, 30, 30), List.of(box), 0)).isEqualTo(Outcome.MORE);
        assertThat(outcome(new Box(0, 0, 38, 20), List.of(box, new Box(25, 0, 34, 15)), 0))
                .isEqualTo(Outcome.MULTI_INSTANCE);
        assertThat(outcome(new Box(0, 0, 5, 5), List.of(box), 0)).isEqualTo(Outcome.WRONG_PLACE);
    }

    @Test
    void recordsContainTheObjectSize() {
        List<ImageRecord> records = ImageRecord.of(evaluation(6, 3), new Protocol.Oracle(), 50);
        assertThat(records).hasSize(6).extracting(ImageRecord::size).containsOnly(SizeBucket.SMALL);
    }

    private static void assertEstimate(
            BoxEvaluation evaluation, Protocol protocol, LocalizationMetric metric, Optional<Double> expected) {
        assertThat(LocalizationStatistics.interval(BOOTSTRAP, evaluation, protocol, metric)
                        .orElseThrow()
                        .estimate())
                .as(protocol.name() + " " + metric)
                .isEqualTo(expected.orElseThrow(), within(1e-9));
    }

    private static Outcome outcome(Box found, List<Box> truth, int predicted) {
        BoxEvaluator evaluator = evaluator();
        evaluator.add(
                new GroundTruth("a", 0, ImageSize.square(SIDE), truth),
                map(new Box(found.x0(), found.y0(), found.x1() - 1, found.y1() - 1)),
                Optional.of(new ClassPrediction(List.of(predicted))));
        BoxEvaluation evaluation = evaluator.finish();
        return Outcome.of(evaluation.images().get(0), evaluation.singleBoxDecision(new Protocol.Fixed(0), 50));
    }

    private static BoxEvaluation evaluation(int images, int correct) {
        BoxEvaluator evaluator = evaluator();
        Box box = new Box(5, 5, 14, 14);
        for (int i = 0; i < images; i++) {
            GroundTruth truth = new GroundTruth("image, \"" + i + "\"", 0, ImageSize.square(SIDE), List.of(box));
            ClassPrediction prediction = new ClassPrediction(List.of(i % 2, 1 - i % 2));
            evaluator.add(truth, map(i < correct ? box : new Box(25, 25, 34, 34)), Optional.of(prediction));
        }
        return evaluator.finish();
    }

    private static BoxEvaluator evaluator() {
        return new BoxEvaluator(
                BoxEvaluationSettings.reference().withInterval(0.1).withEvaluationSize(ImageSize.square(SIDE)));
    }

    private static ScoreArray map(Box box) {
        float[] scores = new float[SIDE * SIDE];
        for (int y = box.y0(); y <= box.y1(); y++) {
            for (int x = box.x0(); x <= box.x1(); x++) {
                scores[y * SIDE + x] = 1;
            }
        }
        return ScoreArray.of(SIDE, SIDE, scores);
    }
}
