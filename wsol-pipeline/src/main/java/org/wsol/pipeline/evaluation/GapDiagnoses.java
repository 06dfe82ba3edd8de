package org.wsol.pipeline.evaluation;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.wsol.core.data.DataSplit;
import org.wsol.eval.diagnosis.GapAnalyzer;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.diagnosis.MapShape;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;

/** How much of the objects the norm map finds and the similarity map misses, per image and on average. */
public final class GapDiagnoses {
    private static final double NORM_HIGH = 0.3;
    private static final double NORM_LOW = 0.1;

    private GapDiagnoses() {}

    /** The diagnosis of an image, if it has boxes and its map has the factors F and S. */
    public static Optional<GapDiagnosis> of(SplitPredictions maps, ImagePrediction image) {
        DataSplit split = maps.split();
        int index = image.index();
        return split.boxes(index).isEmpty()
                ? Optional.empty()
                : image.maps().decomposition(maps.mapSize()).flatMap(factors -> GapAnalyzer.standard()
                        .diagnose(
                                factors.norm(),
                                factors.similarity(),
                                split.boxes(index),
                                BoxScoring.size(split, index)));
    }

    /** The mean diagnosis of the images that have one; empty if none has. */
    public static Optional<GapDiagnosis> mean(SplitPredictions maps) {
        Means<GapDiagnosis> means = new Means<>(List.of(
                GapDiagnosis::foundByNorm,
                GapDiagnosis::foundBySimilarity,
                GapDiagnosis::suppressed,
                GapDiagnosis::foundByBoth));
        maps.images().forEach(image -> of(maps, image).ifPresent(means::add));
        return means.isEmpty()
                ? Optional.empty()
                : Optional.of(new GapDiagnosis(means.of(0), means.of(1), means.of(2), means.of(3)));
    }

    /**
     * Metrics that show during training whether F and S agree, in percent: {@code foundByNorm} and {@code
     * foundBySimilarity}, the share of the objects each finds, if there are boxes; {@code normEntropy}, {@code
     * normHigh} and {@code normLow}, the distribution of the values of F, with the thresholds 0.3 and 0.1. Empty if the
     * maps have no such factors.
     */
    public static Map<String, Double> overTime(SplitPredictions maps) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        mean(maps).ifPresent(mean -> {
            numbers.put("foundByNorm", 100 * mean.foundByNorm());
            numbers.put("foundBySimilarity", 100 * mean.foundBySimilarity());
        });
        Means<MapShape> shapes = new Means<>(List.of(MapShape::entropy, MapShape::foreground, MapShape::background));
        maps.images().forEach(image -> image.maps()
                .decomposition(maps.mapSize())
                .ifPresent(factors -> shapes.add(MapShape.of(factors.norm(), NORM_HIGH, NORM_LOW))));
        if (!shapes.isEmpty()) {
            numbers.put("normEntropy", 100 * shapes.of(0));
            numbers.put("normHigh", 100 * shapes.of(1));
            numbers.put("normLow", 100 * shapes.of(2));
        }
        return numbers;
    }

    /** The means in percent of the objects' area, as stored in {@code metrics.json}; empty without diagnoses. */
    public static Map<String, OptionalDouble> means(SplitPredictions maps) {
        Map<String, OptionalDouble> numbers = new TreeMap<>();
        mean(maps).ifPresent(mean -> {
            numbers.put("foundByNorm", percent(mean.foundByNorm()));
            numbers.put("foundBySimilarity", percent(mean.foundBySimilarity()));
            numbers.put("foundByBoth", percent(mean.foundByBoth()));
            numbers.put("suppressed", percent(mean.suppressed()));
            numbers.put("suppressedShareOfFound", percent(mean.suppressedShareOfFound()));
        });
        return numbers;
    }

    private static OptionalDouble percent(double share) {
        return OptionalDouble.of(100 * share);
    }

    /** Running means of some numbers, with the compensated sums of {@link java.util.stream.DoubleStream#average}. */
    private static final class Means<T> {
        private final List<ToDoubleFunction<T>> parts;
        private final List<DoubleSummaryStatistics> sums;

        Means(List<ToDoubleFunction<T>> parts) {
            this.parts = parts;
            this.sums =
                    parts.stream().map(part -> new DoubleSummaryStatistics()).toList();
        }

        void add(T value) {
            for (int i = 0; i < sums.size(); i++) {
                sums.get(i).accept(parts.get(i).applyAsDouble(value));
            }
        }

        boolean isEmpty() {
            return sums.get(0).getCount() == 0;
        }

        double of(int part) {
            return sums.get(part).getAverage();
        }
    }
}
