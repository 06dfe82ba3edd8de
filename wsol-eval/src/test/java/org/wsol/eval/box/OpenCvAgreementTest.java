package org.wsol.eval.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.random.SplitMix64;
import org.wsol.eval.map.QuantizedMap;

class OpenCvAgreementTest {
    private static final Comparator<Box> BY_CORNERS = Comparator.comparingInt(Box::x0)
            .thenComparingInt(Box::y0)
            .thenComparingInt(Box::x1)
            .thenComparingInt(Box::y1);

    @Test
    void tenThousandSmallMapsHaveTheSameBoxesAtEveryLevel() {
        long compared = IntStream.range(0, 10_000)
                .parallel()
                .mapToLong(i -> compareAllLevels("map " + i, GeneratedMaps.small(i, 18)))
                .sum();
        assertThat(compared).isGreaterThan(100_000);
    }

    @Test
    void mapsOfTheEvaluationSizeHaveTheSameBoxes() {
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
        int previous = -1;
        long count = 0;
        for (int level : distinctLevels(map)) {
            if (level != previous) {
                compare(name + " at level " + level, map, level, (level + 0.5) / map.max());
                count++;
            }
            previous = level;
        }
        return count;
    }

    /** The levels at which the foreground changes, and the one before each. */
    private static int[] distinctLevels(QuantizedMap map) {
        return IntStream.range(0, map.height() * map.width())
                .map(map::level)
                .flatMap(level -> IntStream.of(level - 1, level))
                .filter(level -> level >= 0 && level < map.max())
                .distinct()
                .sorted()
                .toArray();
    }

    private static void compare(String name, QuantizedMap map, int level, double threshold) {
        try (OpenCvContours reference = new OpenCvContours(map)) {
            List<Box> all = ContourBoxes.at(map, threshold, BoxRule.ALL_CONTOURS).stream()
                    .sorted(BY_CORNERS)
                    .toList();
            List<Box> expected = reference.boxesAt(level, BoxRule.ALL_CONTOURS).stream()
                    .sorted(BY_CORNERS)
                    .toList();
            assertThat(all).as(name + ", all contours").isEqualTo(expected);
            assertThat(ContourBoxes.at(map, threshold, BoxRule.LARGEST_CONTOUR))
                    .as(name + ", largest contour")
                    .isEqualTo(reference.boxesAt(level, BoxRule.LARGEST_CONTOUR));
        }
    }
}
