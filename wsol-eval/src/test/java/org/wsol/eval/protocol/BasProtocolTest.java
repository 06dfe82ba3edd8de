package org.wsol.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.statistics.ImageRecord;
import org.wsol.eval.statistics.Outcome;

/** The BAS evaluation: the middle 224 pixels of images resized to 256, absolute threshold, component with the most pixels. */
class BasProtocolTest {
    private static final Protocol BAS = Protocol.parse("bas");
    private static final int SIDE = 224;
    private static final ImageSize RESIZED = ImageSize.square(256);

    @Test
    void usesTheGroundTruthOfTheCentreCrop() {
        // In 256 x 256 the box is [50,64,149.5,191]; the crop starts at 16.
        LocalizationReport report = images(new ImageSize(256, 512))
                .paint(34, 48, 132, 174, 1)
                .add(0, new Box(100, 64, 299, 191))
                .report(BAS);
        assertThat(report.protocol()).isEqualTo("bas:0.15");
        assertThat(strictest(report)).isEqualTo(100);
    }

    @Test
    void clipsGroundTruthToTheCropAndUsesTheWholeCropForAnEmptyMap() {
        PaintedImages images = images(RESIZED).add(0, new Box(0, 0, 255, 255));
        assertThat(strictest(images.report(BAS))).isEqualTo(100);
    }

    @Test
    void requiresMoreThanHalfOverlap() {
        // The box is [9,9,18,18], 10 x 10 pixels; the truth covers 10 x 5 of them, in the second image 10 x 6.
        LocalizationReport report = images(RESIZED)
                .paint(9, 9, 17, 17, 1)
                .add(0, new Box(25, 25, 34, 29))
                .paint(9, 9, 17, 17, 1)
                .add(0, new Box(25, 25, 34, 30))
                .report(BAS);
        assertThat(report.gtKnown().orElseThrow()).isEqualTo(50);
        assertThat(report.top1().orElseThrow()).isEqualTo(50);
    }

    @Test
    void usesAnAbsoluteThresholdAndTheComponentWithMostPixels() {
        // A frame of 36 pixels around more area than the square of 49; both are far below a share of the maximum.
        LocalizationReport report = images(RESIZED)
                .paint(20, 20, 29, 29, 0.16)
                .paint(21, 21, 28, 28, 0.15)
                .paint(60, 60, 66, 66, 0.16)
                .paint(67, 60, 90, 66, 0.15)
                .paint(100, 100, 100, 100, 1)
                .add(0, new Box(76, 76, 83, 83))
                .report(BAS);
        assertThat(strictest(report)).isEqualTo(100);
    }

    @Test
    void accuraciesAreMeansOverClasses() {
        PaintedImages images = images(RESIZED);
        Box whole = new Box(0, 0, 255, 255);
        LocalizationReport report = images.add(0, whole)
                .add(0, List.of(0, 1), whole)
                .add(0, List.of(1, 0), new Box(100, 100, 110, 110))
                .add(1, List.of(0, 2, 3, 4, 1), whole)
                .report(BAS);
        assertThat(report.gtKnown().orElseThrow()).isEqualTo((200 / 3.0 + 100) / 2, within(1e-9));
        assertThat(report.top1().orElseThrow()).isEqualTo((200 / 3.0 + 0) / 2, within(1e-9));
        assertThat(report.top5().orElseThrow()).isEqualTo((200 / 3.0 + 100) / 2, within(1e-9));
    }

    @Test
    void theTransferredProtocolCannotBeParsedWithoutThresholds() {
        assertThatThrownBy(() -> Protocol.parse("transferred"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs thresholds that were chosen on another set");
    }

    @Test
    void distinguishesErrorsOnTheCrop() {
        // Inside the object with the crop's ground truth; outside with that of the whole image.
        var evaluation = images(RESIZED)
                .paint(1, 1, 6, 6, 1)
                .add(0, new Box(0, 0, 60, 60))
                .finish();
        assertThat(ImageRecord.of(evaluation, BAS, 50))
                .singleElement()
                .extracting(ImageRecord::outcome)
                .isEqualTo(Outcome.PART);
    }

    private static PaintedImages images(ImageSize imageSize) {
        return PaintedImages.of(imageSize, SIDE, List.of(50, 99));
    }

    private static double strictest(LocalizationReport report) {
        return report.rules().get(0).at(99).orElseThrow().accuracy();
    }
}
