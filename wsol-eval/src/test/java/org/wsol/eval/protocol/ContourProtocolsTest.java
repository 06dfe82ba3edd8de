package org.wsol.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;

/** The oracle, transferred and fixed protocols on maps with manually calculated results. */
class ContourProtocolsTest {
    /** One pixel too large, as in the reference: 10 x 10 where both levels are above, 10 x 6 where one is. */
    private static final Box LOW = new Box(2, 2, 11, 11);

    /** Overlaps the low level's box by 0.4 and the high level's by 2/3. */
    private static final Box TRUTH = new Box(2, 2, 11, 5);

    @Test
    void oracleUsesTheFirstBestThresholdOfEachOverlap() {
        LocalizationReport report = twoLevels(TRUTH).report(new Protocol.Oracle());
        assertThat(report.protocol()).isEqualTo("oracle");
        assertThat(accuracies(report)).containsExactly(100.0, 100.0, 0.0);
        assertThat(thresholds(report)).containsExactly(0.0, 0.4, 0.0);
        assertThat(report.maxBoxAccV2().orElseThrow()).isEqualTo(200 / 3.0);
        assertThat(report.maxBoxAcc().orElseThrow()).isEqualTo(100);
    }

    @Test
    void transferredProtocolUsesThresholdsOfTheOtherSet() {
        ThresholdChoice choice = twoLevels(LOW).bestThresholds("val");
        LocalizationReport report = twoLevels(TRUTH).report(new Protocol.Transferred(choice));
        assertThat(report.protocol()).isEqualTo("transferred");
        assertThat(thresholds(report)).containsExactly(0.0, 0.0, 0.0);
        assertThat(accuracies(report)).containsExactly(100.0, 0.0, 0.0);
        assertThat(report.maxBoxAcc().orElseThrow()).isZero();
    }

    @Test
    void fixedProtocolUsesOneThresholdForAllOverlaps() {
        LocalizationReport report = twoLevels(TRUTH).report(new Protocol.Fixed(0.4));
        assertThat(report.protocol()).isEqualTo("fixed:0.4");
        assertThat(thresholds(report)).containsExactly(0.4, 0.4, 0.4);
        assertThat(accuracies(report)).containsExactly(100.0, 100.0, 0.0);
        assertThat(accuracies(twoLevels(TRUTH).report(new Protocol.Fixed(0.3)))).containsExactly(100.0, 0.0, 0.0);
    }

    @Test
    void overlapEqualToTheMinimumIsCorrectForEveryMetric() {
        LocalizationReport report = PaintedImages.ofSide(20)
                .paint(2, 2, 8, 6, 1)
                .add(0, new Box(2, 2, 9, 4))
                .report(new Protocol.Fixed(0));
        assertThat(report.gtKnown().orElseThrow()).isEqualTo(100);
        assertThat(report.top1().orElseThrow()).isEqualTo(100);
    }

    @Test
    void truncatesThresholdsToLevelsOfTheMapMaximum() {
        // 0.5 is level 127; half of it is truncated to 63, and only pixels above that are foreground.
        LocalizationReport report = PaintedImages.of(ImageSize.square(20), 20, List.of(100))
                .paint(2, 2, 12, 12, 63.5 / 255)
                .paint(2, 2, 8, 8, 64.5 / 255)
                .paint(2, 2, 3, 3, 0.5)
                .add(0, new Box(2, 2, 9, 9))
                .report(new Protocol.Fixed(0.5));
        assertThat(accuracies(report)).containsExactly(100.0);
    }

    private static BoxEvaluation twoLevels(Box truth) {
        return PaintedImages.of(ImageSize.square(20), 20, List.of(30, 50, 70))
                .paint(2, 2, 10, 10, 0.4)
                .paint(2, 2, 10, 6, 1)
                .add(0, truth)
                .finish();
    }

    private static List<Double> accuracies(LocalizationReport report) {
        return report.rule(BoxRule.ALL_CONTOURS).orElseThrow().scores().stream()
                .map(score -> score.accuracy())
                .toList();
    }

    private static List<Double> thresholds(LocalizationReport report) {
        return report.rule(BoxRule.ALL_CONTOURS).orElseThrow().scores().stream()
                .map(score -> score.threshold())
                .toList();
    }
}
