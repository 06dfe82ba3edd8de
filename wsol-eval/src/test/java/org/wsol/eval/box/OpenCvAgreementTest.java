package org.wsol.eval.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.random.SplitMix64;
import org.wsol.eval.map.QuantizedMap;

class OpenCvAgreementTest {
    private static final int MOST_LEVELS = 24;
    private static final Comparator<Box> BY_CORNERS = Comparator.comparingInt(Box::x0)
            .thenComparingInt(Box::y0)
            .thenComparingInt(Box::x1)
            .thenComparingInt(Box::y1);

    @Test
    void boxesOfTenThousandSmallMapsEqualOpenCv() {
        long compared = IntStream.range(0, 10_000)
                .parallel()
                .mapToLong(i -> compareAllLevels("map " + i, GeneratedMaps.small(i, 16)))
                .sum();
        assertThat(compared).isGreaterThan(80_000);
    }

    @Test
    void boxesOfMapsOfTheEvaluationSizeEqualOpenCv() {
        for (int kind = 0; kind < 9; kind++) {
            QuantizedMap map = GeneratedMaps.kind(kind, 224, 224, new SplitMix64(kind));
            for (double threshold : new double[] {0, 0.1, 0.37, 0.8}) {
                int level = ThresholdGrid.levelOf(threshold, map.max());
                compare("kind " + kind + " at " + level, map, level, threshold);
            }
        }
    }

    private static long compareAllLevels(String name, QuantizedMap map) {
        if (map.max() == 0) {
            compare(name, map, 0, 0);
            return 1;
        }
        MapSweep sweep = new MapSweep(map.size());
        LevelCurve largest = sweep.curve(map, List.of(), BoxRule.LARGEST_CONTOUR);
        List<Span> spans = new ArrayList<>();
        sweep.visitAll(map, (x0, y0, x1, y1, lowest, highest) -> {
            int right = Math.min(x1 + 1, map.width() - 1);
            int bottom = Math.min(y1 + 1, map.height() - 1);
            spans.add(new Span(new Box(x0, y0, right, bottom), lowest, highest));
        });
        int[] levels = distinctLevels(map);
        try (OpenCvContours reference = new OpenCvContours(map)) {
            for (int level : levels) {
                List<Box> all = spans.stream()
                        .filter(span -> span.lowest() <= level && level <= span.highest())
                        .map(Span::box)
                        .sorted(BY_CORNERS)
                        .toList();
                assertThat(all)
                        .as(name + ", all contours at level " + level)
                        .isEqualTo(sorted(reference.boxesAt(level, BoxRule.ALL_CONTOURS)));
                assertThat(List.of(largest.box((level + 0.5) / map.max())))
                        .as(name + ", largest contour at level " + level)
                        .isEqualTo(reference.boxesAt(level, BoxRule.LARGEST_CONTOUR));
            }
        }
        return levels.length;
    }

    private static List<Box> sorted(List<Box> boxes) {
        return boxes.stream().sorted(BY_CORNERS).toList();
    }

    private record Span(Box box, int lowest, int highest) {}

    /** The levels at which the foreground changes, and the one before each. */
    private static int[] distinctLevels(QuantizedMap map) {
        return IntStream.range(0, map.height() * map.width())
                .map(map::level)
                .flatMap(level -> IntStream.of(level - 1, level))
                .filter(level -> level >= 0 && level < map.max())
                .distinct()
                .limit(MOST_LEVELS)
                .sorted()
                .toArray();
    }

    private static void compare(String name, QuantizedMap map, int level, double threshold) {
        try (OpenCvContours reference = new OpenCvContours(map)) {
            assertThat(sorted(ContourBoxes.at(map, threshold, BoxRule.ALL_CONTOURS)))
                    .as(name + ", all contours")
                    .isEqualTo(sorted(reference.boxesAt(level, BoxRule.ALL_CONTOURS)));
            assertThat(ContourBoxes.at(map, threshold, BoxRule.LARGEST_CONTOUR))
                    .as(name + ", largest contour")
                    .isEqualTo(reference.boxesAt(level, BoxRule.LARGEST_CONTOUR));
        }
    }
}
