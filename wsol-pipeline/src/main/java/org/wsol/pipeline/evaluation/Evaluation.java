package org.wsol.pipeline.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.ScoreMap;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.RunningBoxEvaluation;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;
import org.wsol.maps.MapSpec;
import org.wsol.maps.faithfulness.Road;

/**
 * A model's predictions on a split with their metrics. Accuracies are in percent. Immutable.
 *
 * @param predictions scores and maps of the images that could be read
 * @param accuracy classification accuracy
 * @param boxes the boxes at every threshold of the images that have ground-truth boxes; empty if none has
 * @param pixelAveragePrecision PxAP in percent over the images that have masks; empty if none has
 * @param maps the results of maps of other methods, in the requested order
 */
public record Evaluation(
        SplitPredictions predictions,
        Accuracy accuracy,
        Optional<BoxEvaluation> boxes,
        Optional<Double> pixelAveragePrecision,
        List<MapEvaluation> maps) {

    /** Copies the list. */
    public Evaluation {
        maps = List.copyOf(maps);
    }

    /** Scores the predictions of a split. */
    public static Evaluation of(SplitPredictions predictions, BoxScoring scoring) {
        return of(predictions, scoring, List.of());
    }

    /** Scores the predictions of a split, with the results of maps of other methods. */
    public static Evaluation of(SplitPredictions predictions, BoxScoring scoring, List<MapEvaluation> maps) {
        return new Evaluation(
                predictions, Accuracy.of(predictions), scoring.boxes(predictions), scoring.pixels(predictions), maps);
    }

    /** Localization accuracy by a protocol; empty if no image has boxes. */
    public Optional<LocalizationReport> localization(Protocol protocol) {
        return boxes.map(found -> found.report(protocol));
    }

    /** MaxBoxAccV2 in percent with the best threshold on this split; empty if no image has boxes. */
    public Optional<Double> maxBoxAccV2() {
        return localization(new Protocol.Oracle()).flatMap(LocalizationReport::maxBoxAccV2);
    }

    /**
     * The best thresholds on this split, for use on another split; empty if no image has boxes.
     *
     * @param source the name of this split (informative)
     */
    public Optional<ThresholdChoice> thresholds(String source) {
        return boxes.map(found -> found.bestThresholds(source));
    }

    /** How much of the objects norm map and similarity map find on average; empty without boxes or such maps. */
    public Optional<GapDiagnosis> gap() {
        return GapDiagnoses.mean(predictions);
    }

    /**
     * The results of one method's maps on a split.
     *
     * @param map the method
     * @param boxes box accuracies by normaliser, the recipe's own first; empty evaluations if no image has boxes
     * @param road ROAD of the measured images
     * @param seconds average time per map: the shared forward pass and the method's own computation
     * @param kept small copies of the raw maps, one per image that could be read, several stages fused; empty unless
     *     requested
     */
    public record MapEvaluation(
            MapSpec map,
            Map<String, RunningBoxEvaluation> boxes,
            List<Road.Summary> road,
            double seconds,
            List<ScoreMap> kept) {

        /** Copies the map and the lists. */
        public MapEvaluation {
            boxes = Collections.unmodifiableMap(new LinkedHashMap<>(boxes));
            road = List.copyOf(road);
            kept = List.copyOf(kept);
        }
    }
}
