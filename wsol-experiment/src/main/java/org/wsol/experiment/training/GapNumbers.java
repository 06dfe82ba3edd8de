package org.wsol.experiment.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wsol.core.ScoreMap;
import org.wsol.eval.diagnosis.GapAnalyzer;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.diagnosis.MapShape;

/** How much of the objects the norm map finds and the similarity map loses, per image and on average. */
final class GapNumbers {
    private static final double NORM_HIGH = 0.3;
    private static final double NORM_LOW = 0.1;

    private GapNumbers() {}

    /** The diagnosis of every image with boxes, by position in the split. */
    static Map<Integer, GapDiagnosis> perImage(SplitMaps maps) {
        GapAnalyzer analyzer = GapAnalyzer.standard();
        Map<Integer, GapDiagnosis> found = new HashMap<>();
        for (MappedImage image : maps.images()) {
            int index = image.index();
            if (!maps.split().boxes(index).isEmpty()) {
                analyzer.diagnose(
                                map(maps, image.maps().norm()),
                                map(maps, image.maps().similarity()),
                                maps.split().boxes(index),
                                BoxScoring.size(maps.split(), index))
                        .ifPresent(diagnosis -> found.put(index, diagnosis));
            }
        }
        return found;
    }

    /**
     * What shows over a training whether F and S meet: how much of the objects each finds, where there are boxes, and how
     * the values of F are spread. In percent.
     */
    static Map<String, Double> overTime(SplitMaps maps) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Map<Integer, GapDiagnosis> gaps = perImage(maps);
        if (!gaps.isEmpty()) {
            GapDiagnosis mean = GapDiagnosis.mean(new ArrayList<>(gaps.values()));
            numbers.put("foundByNorm", 100 * mean.foundByNorm());
            numbers.put("foundBySimilarity", 100 * mean.foundBySimilarity());
        }
        MapShape shape = MapShape.mean(maps.images().stream()
                .map(image -> MapShape.of(map(maps, image.maps().norm()), NORM_HIGH, NORM_LOW))
                .toList());
        numbers.put("normEntropy", 100 * shape.entropy());
        numbers.put("normHigh", 100 * shape.foreground());
        numbers.put("normLow", 100 * shape.background());
        return numbers;
    }

    private static ScoreMap map(SplitMaps maps, float[] values) {
        return ScoreMap.of(maps.mapSize().height(), maps.mapSize().width(), values);
    }

    /** The means in percent of the objects' area, as {@code metrics.json} holds them. */
    static Map<String, OptionalDouble> means(Map<Integer, GapDiagnosis> images) {
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
