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
 * What a model gives on a split, and how good it is. Accuracies are in percent. Immutable.
 *
 * @param predictions scores and maps of the images that could be read
 * @param accuracy classification accuracy
 * @param boxes the boxes at every threshold of the images that have ground-truth boxes; empty where none has
 * @param pixelAveragePrecision PxAP in percent over the images that have masks; empty where none has
 * @param maps the scores of maps of other methods, in the order they were asked for
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

    /** Scores the predictions of a split beside which maps of other methods were scored. */
    public static Evaluation of(SplitPredictions predictions, BoxScoring scoring, List<MapEvaluation> maps) {
        return new Evaluation(
                predictions, Accuracy.of(predictions), scoring.boxes(predictions), scoring.pixels(predictions), maps);
    }

    /** Localization accuracy by a protocol; empty where no image has boxes. */
    public Optional<LocalizationReport> localization(Protocol protocol) {
        return boxes.map(found -> found.report(protocol));
    }

    /** MaxBoxAccV2 in percent with the best threshold on this split; empty where no image has boxes. */
    public Optional<Double> maxBoxAccV2() {
        return localization(new Protocol.Oracle()).flatMap(LocalizationReport::maxBoxAccV2);
    }

    /**
     * The best thresholds on this split, to be used on another one; empty where no image has boxes.
     *
     * @param source the name of this split, for people
     */
    public Optional<ThresholdChoice> thresholds(String source) {
        return boxes.map(found -> found.bestThresholds(source));
    }

    /** What norm map and similarity map find of each object, by position in the split; images with boxes only. */
    public Map<Integer, GapDiagnosis> gaps() {
        return GapDiagnoses.perImage(predictions);
    }

    /**
     * How one method's maps scored on a split.
     *
     * @param map the method
     * @param boxes box accuracies by normaliser, the recipe's own first; empty evaluations where no image has boxes
     * @param road ROAD of the images it was measured on
     * @param seconds what a map took on average: the pass forward, which all methods share, and the method's own work
     * @param kept small copies of the raw maps, one per image that could be read, several stages fused; empty unless wanted
     */
    public record MapEvaluation(
            MapSpec map,
            Map<String, RunningBoxEvaluation> boxes,
            List<Road.Summary> road,
            double seconds,
            List<ScoreMap> kept) {

        /** Copies map and lists. */
        public MapEvaluation {
            boxes = Collections.unmodifiableMap(new LinkedHashMap<>(boxes));
            road = List.copyOf(road);
            kept = List.copyOf(kept);
        }
    }
}
