package org.wsol.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.MapClass;

/** Differences between the TS-CAM evaluation and the reference: each case would give another result there. */
class TsCamProtocolTest {
    private static final Protocol TS_CAM = Protocol.parse("ts-cam");

    @Test
    void gtKnownNeedsHalfAndTop1MoreThanHalfOverlap() {
        // The box is [2,2,9,7]: 8 x 6 pixels including both edges, of which the truth covers 8 x 3.
        LocalizationReport report = PaintedImages.ofSide(20)
                .paint(2, 2, 8, 6, 1)
                .add(0, new Box(2, 2, 9, 4))
                .report(TS_CAM);
        assertThat(report.protocol()).isEqualTo("ts-cam:0.1");
        assertThat(report.mapClass()).isEqualTo(MapClass.GROUND_TRUTH);
        assertThat(report.gtKnown().orElseThrow()).isEqualTo(100);
        assertThat(report.top1().orElseThrow()).isZero();
        assertThat(report.top5().orElseThrow()).isZero();
        assertThat(report.maxBoxAccV2()).isEmpty();
    }

    @Test
    void top1AndTop5NeedTheClass() {
        LocalizationReport report = PaintedImages.ofSide(20)
                .paint(2, 2, 8, 6, 1)
                .add(3, List.of(3, 1, 2, 4, 5), new Box(2, 2, 9, 5))
                .paint(2, 2, 8, 6, 1)
                .add(3, List.of(1, 2, 4, 5, 3), new Box(2, 2, 9, 5))
                .paint(2, 2, 8, 6, 1)
                .add(3, List.of(1, 2, 4, 5, 6, 3), new Box(2, 2, 9, 5))
                .paint(2, 2, 8, 6, 1)
                .add(3, List.of(3), new Box(2, 12, 9, 19))
                .report(TS_CAM);
        assertThat(report.gtKnown().orElseThrow()).isEqualTo(75);
        assertThat(report.top1().orElseThrow()).isEqualTo(25);
        assertThat(report.top5().orElseThrow()).isEqualTo(50);
    }

    @Test
    void boxIsOnePixelTooLargeAlsoAtTheBorder() {
        // [10,10,20,20] has 121 pixels and overlaps by 60 / 121; clipped at the border it would be 60 / 100.
        PaintedImages images = PaintedImages.ofSide(20).paint(10, 10, 19, 19, 1).add(0, new Box(10, 10, 19, 15));
        assertThat(images.report(TS_CAM).gtKnown().orElseThrow()).isZero();
        assertThat(images.report(new Protocol.Fixed(0.1)).gtKnown().orElseThrow())
                .isEqualTo(100);
    }

    @Test
    void emptyMapGivesTheFirstFourPixels() {
        PaintedImages images = PaintedImages.ofSide(20).add(0, new Box(0, 0, 1, 3));
        assertThat(images.report(TS_CAM).gtKnown().orElseThrow()).isEqualTo(100);
        assertThat(images.report(TS_CAM).top1().orElseThrow()).isZero();
        assertThat(images.report(new Protocol.Fixed(0.1)).gtKnown().orElseThrow())
                .isZero();
    }

    @Test
    void usesAShareOfTheMaximumAndTheContourOfLargestArea() {
        // The maximum is level 127, a tenth of it 12: level 13 is above. The frame holds fewer pixels than the square.
        LocalizationReport report = PaintedImages.of(ImageSize.square(40), 40, List.of(50, 100))
                .paint(2, 2, 11, 11, 13.5 / 255)
                .paint(3, 3, 10, 10, 12.5 / 255)
                .paint(20, 20, 26, 26, 0.5)
                .add(0, new Box(2, 2, 12, 12))
                .report(TS_CAM);
        assertThat(report.rules().get(0).at(100).orElseThrow().accuracy()).isEqualTo(100);
    }
}
