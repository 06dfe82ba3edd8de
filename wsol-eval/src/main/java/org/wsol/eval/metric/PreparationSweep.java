package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.MapResizer;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.ScoreArray;

/**
 * Scores several ways of resizing and normalising from the same raw low-resolution maps in one pass. Each map is resized once
 * for each interpolation. Safe for use by several threads.
 */
public final class PreparationSweep {
    private final BoxEvaluationSettings settings;
    private final Map<Interpolation, List<MapPreparation>> byInterpolation = new LinkedHashMap<>();
    private final Map<MapPreparation, BoxEvaluator> evaluators = new LinkedHashMap<>();

    /** A sweep over every pair of the given ways. */
    public PreparationSweep(
            BoxEvaluationSettings settings, List<Interpolation> interpolations, List<Normalizer> normalizers) {
        this.settings = settings;
        for (Interpolation interpolation : interpolations) {
            List<MapPreparation> preparations = new ArrayList<>();
            for (Normalizer normalizer : normalizers) {
                MapPreparation preparation = new MapPreparation(settings.evaluationSize(), interpolation, normalizer);
                preparations.add(preparation);
                evaluators.put(preparation, new BoxEvaluator(settings));
            }
            byInterpolation.put(interpolation, List.copyOf(preparations));
        }
    }

    /** Scores one raw map in every way. */
    public void add(GroundTruth truth, ScoreArray rawMap, Optional<ClassPrediction> prediction) {
        byInterpolation.forEach((interpolation, preparations) -> {
            ScoreArray resized = MapResizer.resize(rawMap, settings.evaluationSize(), interpolation);
            for (MapPreparation preparation : preparations) {
                ScoreArray normalized = preparation.normalizer().apply(resized);
                evaluator(preparation).add(truth, normalized, prediction);
            }
        });
    }

    private BoxEvaluator evaluator(MapPreparation preparation) {
        BoxEvaluator evaluator = evaluators.get(preparation);
        if (evaluator == null) {
            throw new IllegalStateException("no evaluator for " + preparation.name());
        }
        return evaluator;
    }

    /** What was seen so far, in the order of the ways given. */
    public Map<MapPreparation, BoxEvaluation> finish() {
        Map<MapPreparation, BoxEvaluation> finished = new LinkedHashMap<>();
        evaluators.forEach((preparation, evaluator) -> finished.put(preparation, evaluator.finish()));
        return finished;
    }
}
