package org.wsol.eval.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.CentreBaseline;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.PixelAveragePrecision;
import org.wsol.eval.protocol.Protocol;

/**
 * The results of maps from files under one protocol.
 *
 * @param dataset the data set's name
 * @param split the split's name
 * @param protocol the protocol's name
 * @param evaluationSize the evaluation size
 * @param interval the step between thresholds
 * @param images number of images scored
 * @param skipped number of images skipped because of problems
 * @param problems their problems
 * @param notes remarks for readers of the numbers
 * @param boxes the box accuracies, if there are boxes
 * @param pixelAveragePrecision PxAP in percent, if there are masks
 * @param oracle for the transferred protocol, the results under the oracle protocol for comparison
 * @param centre the score of a Gaussian in the middle of every image, oracle thresholds
 */
public record ScoreMapReport(
        String dataset,
        String split,
        String protocol,
        ImageSize evaluationSize,
        double interval,
        int images,
        int skipped,
        List<String> problems,
        List<String> notes,
        Optional<LocalizationReport> boxes,
        Optional<Double> pixelAveragePrecision,
        Optional<LocalizationReport> oracle,
        Optional<LocalizationReport> centre) {

    /**
     * The results of evaluated maps under a protocol.
     *
     * @param chosenOn the maps used to choose thresholds, if different
     */
    public static ScoreMapReport of(
            EvaluatedMaps maps, BoxEvaluationSettings settings, Protocol protocol, Optional<EvaluatedMaps> chosenOn) {
        Optional<LocalizationReport> oracle = protocol instanceof Protocol.Transferred
                ? maps.boxes().map(boxes -> boxes.report(new Protocol.Oracle()))
                : Optional.empty();
        List<String> notes = new ArrayList<>(maps.notes());
        chosenOn.ifPresent(val -> notes.addAll(notes(val)));
        return new ScoreMapReport(
                maps.targets().dataset(),
                maps.targets().split(),
                protocol.name(),
                settings.evaluationSize(),
                settings.interval(),
                maps.images(),
                maps.skipped(),
                maps.problems(),
                notes,
                maps.boxes().map(boxes -> boxes.report(protocol)),
                maps.pixels().map(PixelAveragePrecision::value),
                oracle,
                maps.boxes().map(CentreBaseline::on));
    }

    private static List<String> notes(EvaluatedMaps chosenOn) {
        String split = chosenOn.targets().split();
        List<String> notes = new ArrayList<>();
        notes.add("thresholds were chosen on " + chosenOn.images() + " images of split '" + split + "', "
                + chosenOn.skipped() + " skipped");
        chosenOn.notes().forEach(note -> notes.add("split '" + split + "': " + note));
        return notes;
    }

    /**
     * The transferred protocol with the best thresholds of other maps, usually those of the validation split.
     *
     * @throws InvalidInputException if those were only compared with masks
     */
    public static Protocol.Transferred transferredFrom(EvaluatedMaps val) {
        BoxEvaluation boxes = val.boxes()
                .orElseThrow(() ->
                        new InvalidInputException("the split '" + val.targets().split()
                                + "' has no boxes, so no threshold can be chosen on it; use the protocol oracle"));
        return new Protocol.Transferred(boxes.bestThresholds(val.targets().split()));
    }

    /**
     * The report as one line of JSON: {@code maxBoxAcc}, {@code maxBoxAccV2}, {@code boxAcc}, {@code bestThreshold},
     * {@code pxAp} and related values; accuracies in percent.
     */
    public String toJson() {
        return EvaluationJson.write(this);
    }
}
