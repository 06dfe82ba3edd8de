package org.wsol.experiment.internal.training;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;
import org.wsol.experiment.results.Localization;

/**
 * Converts evaluation reports to the form of {@code metrics.json}. Box accuracies, GT-known, Top-1 and Top-5
 * localization use all contours, as the released code of the paper does; {@code maxBoxAcc} uses the largest.
 */
final class LocalizationNumbers {
    private static final int REPORTED_IOU = 50;

    private LocalizationNumbers() {}

    static Localization of(LocalizationReport report, Optional<Double> pixels) {
        RuleScores rule =
                report.rule(BoxRule.ALL_CONTOURS).orElseGet(() -> report.rules().get(0));
        Optional<IouScore> half = rule.at(REPORTED_IOU);
        Map<String, OptionalDouble> accuracies = new TreeMap<>();
        for (IouScore score : rule.scores()) {
            accuracies.put(Integer.toString(score.iouPercent()), OptionalDouble.of(score.accuracy()));
        }
        return new Localization(
                optional(report.maxBoxAccV2()),
                optional(report.maxBoxAcc()),
                accuracies,
                optional(half.map(IouScore::accuracy)),
                optional(half.flatMap(IouScore::top1)),
                optional(half.flatMap(IouScore::top5)),
                optional(pixels));
    }

    /** The numbers of a data set without boxes. */
    static Localization none(Optional<Double> pixels) {
        OptionalDouble empty = OptionalDouble.empty();
        return new Localization(empty, empty, Map.of(), empty, empty, empty, optional(pixels));
    }

    /** The threshold used at each IoU, all contours. */
    static Map<String, OptionalDouble> thresholds(LocalizationReport report) {
        Map<String, OptionalDouble> thresholds = new TreeMap<>();
        report.rule(BoxRule.ALL_CONTOURS).ifPresent(rule -> rule.scores()
                .forEach(score ->
                        thresholds.put(Integer.toString(score.iouPercent()), OptionalDouble.of(score.threshold()))));
        return thresholds;
    }

    /** A value that may be missing. */
    static OptionalDouble optional(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
