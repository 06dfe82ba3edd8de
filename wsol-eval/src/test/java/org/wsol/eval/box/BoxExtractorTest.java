package org.wsol.eval.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.QuantizedMap;
import org.wsol.eval.map.ScoreArray;

class BoxExtractorTest {
    private final ScoreArray map = ScoreArray.of(4, 6, new float[] {
        0.6f, 0.6f, 0.6f, 0, 0, 0, 0.6f, 0.6f, 0.6f, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1f
    });

    @Test
    void largestComponentMatchesTheObjectInTheOriginalImage() {
        BoxExtractor extractor = BoxExtractor.forImage(new ImageSize(8, 12));
        ScoredBox largest = extractor.largest(map, 0.5).orElseThrow();
        assertThat(largest.box()).isEqualTo(new Box(0, 0, 5, 3));
        assertThat(largest.score()).isEqualTo(0.6, within(1e-6));
        assertThat(largest.share()).isEqualTo(0.25);
        assertThat(extractor
                        .withReferenceBoxes()
                        .largest(map, 0.5)
                        .orElseThrow()
                        .box())
                .isEqualTo(new Box(0, 0, 6, 4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.001, 1, Double.NaN, Double.NEGATIVE_INFINITY})
    void rejectsThresholdsOutsideTheirRange(double threshold) {
        BoxExtractor extractor = BoxExtractor.forImage(new ImageSize(8, 12));
        assertThatThrownBy(() -> extractor.largest(map, threshold)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> extractor.components(map, threshold)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsAnImpossibleErosion(double places) {
        assertThatThrownBy(() -> MapPreparation.reference().withErosion(places))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHugeErosionRemovesEverything() {
        ScoreArray eroded = MapPreparation.reference().withErosion(1e9).apply(map);
        assertThat(BoxExtractor.forImage(new ImageSize(8, 12)).largest(eroded, 0.5))
                .isEmpty();
    }

    @Test
    void ordersComponentsByDescendingScore() {
        List<ScoredBox> boxes = BoxExtractor.forImage(new ImageSize(4, 6)).components(map, 0.05);
        assertThat(boxes)
                .extracting(ScoredBox::box)
                .containsExactly(new Box(4, 1, 4, 1), new Box(0, 0, 2, 1), new Box(5, 3, 5, 3));
    }

    @Test
    void tightestBoxContainsTheRequestedShareOfTheMass() {
        BoxExtractor extractor = BoxExtractor.forImage(new ImageSize(4, 6));
        assertThat(extractor.tightest(map, 0.75)).contains(new Box(0, 0, 2, 1));
        assertThat(extractor.tightest(map, 1)).contains(new Box(0, 0, 5, 3));
        assertThat(extractor.tightest(map, 0.2)).contains(new Box(4, 1, 4, 1));
    }

    @Test
    void emptyMapHasNoBox() {
        BoxExtractor extractor = BoxExtractor.forImage(new ImageSize(2, 2));
        ScoreArray empty = ScoreArray.of(2, 2, new float[4]);
        assertThat(extractor.largest(empty, 0.2)).isEmpty();
        assertThat(extractor.components(empty, 0.2)).isEmpty();
        assertThat(extractor.tightest(empty, 0.5)).isEmpty();
    }

    /** A single threshold gives the same box as the sweep over all thresholds, also for contours of equal size. */
    @Test
    void largestComponentEqualsThatOfTheEvaluation() {
        for (int index = 0; index < 450; index++) {
            QuantizedMap levels = GeneratedMaps.small(index, 24);
            BoxExtractor extractor = BoxExtractor.forImage(levels.size());
            LevelCurve curve = new MapSweep(levels.size()).curve(levels, List.of(), BoxRule.LARGEST_CONTOUR);
            for (double threshold : new double[] {0, 0.15, 0.5, 0.99}) {
                Optional<Box> box = extractor.largest(scores(levels), threshold).map(ScoredBox::box);
                assertThat(box)
                        .as("map %d at %s", index, threshold)
                        .isEqualTo(levels.max() == 0 ? Optional.empty() : Optional.of(curve.exactBox(threshold)));
            }
        }
    }

    /** Scores in the middle of their levels. */
    private static ScoreArray scores(QuantizedMap levels) {
        double[] scores = new double[levels.height() * levels.width()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = levels.level(i) == 0 ? 0 : Math.min(1, (levels.level(i) + 0.5) / 255);
        }
        return ScoreArray.of(levels.height(), levels.width(), scores);
    }
}
