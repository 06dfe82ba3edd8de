package org.wsol.pipeline.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.ThresholdChoice;

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
}
