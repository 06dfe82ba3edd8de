package org.wsol.pipeline.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wsol.eval.diagnosis.GapAnalyzer;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.diagnosis.MapShape;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;

/** How much of the objects the norm map finds and the similarity map misses, per image and on average. */
public final class GapDiagnoses {
    private static final double NORM_HIGH = 0.3;
    private static final double NORM_LOW = 0.1;

    private GapDiagnoses() {}

    /** The diagnosis of every image with boxes whose map has the factors F and S, by position in the split. */
    public static Map<Integer, GapDiagnosis> perImage(SplitPredictions maps) {
        GapAnalyzer analyzer = GapAnalyzer.standard();
        Map<Integer, GapDiagnosis> found = new HashMap<>();
        for (ImagePrediction image : maps.images()) {
            int index = image.index();
            if (!maps.split().boxes(index).isEmpty()) {
                image.maps()
                        .decomposition(maps.mapSize())
                        .flatMap(factors -> analyzer.diagnose(
                                factors.norm(),
                                factors.similarity(),
                                maps.split().boxes(index),
                                BoxScoring.size(maps.split(), index)))
                        .ifPresent(diagnosis -> found.put(index, diagnosis));
            }
        }
        return found;
    }

    /**
     * Metrics that show during training whether F and S agree, in percent: {@code foundByNorm} and {@code
     * foundBySimilarity}, the share of the objects each finds, if there are boxes; {@code normEntropy}, {@code
     * normHigh} and {@code normLow}, the distribution of the values of F, with the thresholds 0.3 and 0.1. Empty if the
     * maps have no such factors.
     */
    public static Map<String, Double> overTime(SplitPredictions maps) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Map<Integer, GapDiagnosis> gaps = perImage(maps);
        if (!gaps.isEmpty()) {
            GapDiagnosis mean = GapDiagnosis.mean(List.copyOf(gaps.values()));
            numbers.put("foundByNorm", 100 * mean.foundByNorm());
            numbers.put("foundBySimilarity", 100 * mean.foundBySimilarity());
        }
        List<MapShape> shapes = maps.images().stream()
                .flatMap(image -> image.maps().decomposition(maps.mapSize()).stream())
                .map(factors -> MapShape.of(factors.norm(), NORM_HIGH, NORM_LOW))
                .toList();
        if (!shapes.isEmpty()) {
            MapShape mean = MapShape.mean(shapes);
            numbers.put("normEntropy", 100 * mean.entropy());
            numbers.put("normHigh", 100 * mean.foreground());
            numbers.put("normLow", 100 * mean.background());
        }
        return numbers;
    }

    /** The means in percent of the objects' area, as stored in {@code metrics.json}. */
    public static Map<String, OptionalDouble> means(Map<Integer, GapDiagnosis> images) {
        if (images.isEmpty()) {
            return Map.of();
        }
        GapDiagnosis mean = GapDiagnosis.mean(new ArrayList<>(images.values()));
        Map<String, OptionalDouble> numbers = new TreeMap<>();
        numbers.put("foundByNorm", percent(mean.foundByNorm()));
        numbers.put("foundBySimilarity", percent(mean.foundBySimilarity()));
        numbers.put("foundByBoth", percent(mean.foundByBoth()));
        numbers.put("suppressed", percent(mean.suppressed()));
        numbers.put("suppressedShareOfFound", percent(mean.suppressedShareOfFound()));
        return numbers;
    }

    private static OptionalDouble percent(double share) {
        return OptionalDouble.of(100 * share);
    }
}
