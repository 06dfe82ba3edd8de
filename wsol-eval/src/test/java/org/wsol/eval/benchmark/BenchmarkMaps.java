package org.wsol.eval.benchmark;

import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.LevelCurve;
import org.wsol.eval.box.MapSweep;
import org.wsol.eval.box.OpenCvContours;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.QuantizedMap;
import org.wsol.eval.map.ScoreArray;

/** Maps for benchmarks, and the two ways to score them. */
final class BenchmarkMaps {
    private static final int LOW = 14;
    private static final ThresholdGrid GRID = new ThresholdGrid(0.001);

    private BenchmarkMaps() {}

    /** Realistic maps: random 14 x 14 scores with a blob, upsampled bicubically. */
    static QuantizedMap smooth(int side, int seed) {
        SplitMix64 random = new SplitMix64(seed);
        float[] scores = new float[LOW * LOW];
        for (int i = 0; i < scores.length; i++) {
            double distance = Math.hypot(i % LOW - 6, i / LOW - 7);
            scores[i] = (float) (Math.exp(-distance * distance / 12) + 0.3 * random.nextDouble());
        }
        return new MapPreparation(ImageSize.square(side), Interpolation.BICUBIC, new Normalizer.MinMax())
                .apply(ScoreArray.of(LOW, LOW, scores))
                .quantize();
    }

    /** Independent pixels: the worst case. */
    static QuantizedMap noise(int side, int seed) {
        SplitMix64 random = new SplitMix64(seed);
        float[] scores = new float[side * side];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextDouble();
        }
        return QuantizedMap.of(side, side, scores);
    }

    static List<Box> truth(int side) {
        return List.of(new Box(side / 4, side / 4, side * 3 / 4, side * 2 / 3));
    }

    /** All levels in one pass. Returns the sum of the overlaps at all thresholds. */
    static double sweep(MapSweep sweep, QuantizedMap map, BoxRule rule) {
        LevelCurve curve = sweep.curve(map, truth(map.width()), rule);
        double sum = 0;
        for (int i = 0; i < GRID.size(); i++) {
            sum += curve.iou(GRID.threshold(i));
        }
        return sum;
    }

    /** The reference algorithm: OpenCV called once per threshold. Returns the same sum. */
    static double reference(QuantizedMap map, BoxRule rule) {
        List<Box> truth = truth(map.width());
        double sum = 0;
        try (OpenCvContours contours = new OpenCvContours(map)) {
            for (int level : GRID.levels(map.max())) {
                double best = 0;
                for (Box box : contours.boxesAt(level, rule)) {
                    for (Box t : truth) {
                        best = Math.max(best, t.iou(box));
                    }
                }
                sum += best;
            }
        }
        return sum;
    }
}
