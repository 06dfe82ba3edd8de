package org.wsol.pipeline.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wsol.eval.diagnosis.GapAnalyzer;
import org.wsol.eval.diagnosis.GapDiagnosis;

/** How much of the objects the norm map finds and the similarity map loses, per image and on average. */
public final class GapDiagnoses {
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

    /** The means in percent of the objects' area, as {@code metrics.json} holds them. */
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
