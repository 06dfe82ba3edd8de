package org.wsol.eval.statistics;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.CorrectnessTable;
import org.wsol.eval.metric.ImageScore;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.statistics.Bootstrap.ConfidenceInterval;
import org.wsol.eval.statistics.Bootstrap.PairedComparison;
import org.wsol.eval.statistics.Bootstrap.WeightedStatistic;

/**
 * The metrics of an evaluated set as statistics for the bootstrap. Under the oracle protocol the threshold is chosen
 * again for every resampled set.
 */
public final class LocalizationStatistics {
    private static final int IOU_50 = 50;

    private LocalizationStatistics() {}

    /** The statistic of a metric under a protocol; empty if the protocol or the set does not have that metric. */
    public static Optional<WeightedStatistic> of(
            BoxEvaluation evaluation, Protocol protocol, LocalizationMetric metric) {
        if (value(evaluation.report(protocol), metric).isEmpty()) {
            return Optional.empty();
        }
        if (protocol instanceof Protocol.Oracle) {
            return Optional.of(oracle(evaluation, metric));
        }
        if (protocol instanceof Protocol.Bas) {
            return Optional.of(weights ->
                    value(evaluation.report(protocol, weights), metric).orElseThrow());
        }
        return Optional.of(fixedThresholds(evaluation, protocol, metric));
    }

    /** The interval of a metric, if the protocol and the set have it. */
    public static Optional<ConfidenceInterval> interval(
            Bootstrap bootstrap, BoxEvaluation evaluation, Protocol protocol, LocalizationMetric metric) {
        return of(evaluation, protocol, metric)
                .map(statistic -> bootstrap.interval(evaluation.images().size(), statistic));
    }

    /**
     * Compares two runs on the same images.
     *
     * @throws InvalidInputException if the images are not the same, or one of the runs does not have the metric
     */
    public static PairedComparison compare(
            Bootstrap bootstrap,
            BoxEvaluation first,
            BoxEvaluation second,
            Protocol protocol,
            LocalizationMetric metric) {
        List<String> ids = ids(first);
        if (!ids.equals(ids(second))) {
            throw new InvalidInputException("the two runs were evaluated on different images (" + ids.size() + " and "
                    + second.images().size() + "); compare runs on the same split");
        }
        return bootstrap.compare(ids.size(), required(first, protocol, metric), required(second, protocol, metric));
    }

    private static WeightedStatistic required(BoxEvaluation run, Protocol protocol, LocalizationMetric metric) {
        return of(run, protocol, metric)
                .orElseThrow(() -> new InvalidInputException(
                        "a run has no " + metric.id() + " under the protocol " + protocol.name()));
    }

    private static List<String> ids(BoxEvaluation evaluation) {
        return evaluation.images().stream()
                .map(image -> image.truth().imageId())
                .toList();
    }

    private static WeightedStatistic oracle(BoxEvaluation evaluation, LocalizationMetric metric) {
        return switch (metric) {
            case MAX_BOX_ACC, GT_KNOWN ->
                weights -> half(evaluation).best(weights).accuracy();
            case MAX_BOX_ACC_V2 ->
                weights -> evaluation.settings().iouPercents().stream()
                        .mapToDouble(p -> evaluation
                                .table(BoxRule.ALL_CONTOURS, p)
                                .best(weights)
                                .accuracy())
                        .average()
                        .orElseThrow();
            case TOP1_LOC -> conditional(half(evaluation), flags(evaluation, LocalizationStatistics::isTop1));
            case TOP5_LOC -> conditional(half(evaluation), flags(evaluation, LocalizationStatistics::isTop5));
            case TOP1_CLASS -> mean(flags(evaluation, LocalizationStatistics::isTop1));
            case TOP5_CLASS -> mean(flags(evaluation, LocalizationStatistics::isTop5));
        };
    }

    private static CorrectnessTable half(BoxEvaluation evaluation) {
        return evaluation.table(BoxRule.LARGEST_CONTOUR, IOU_50);
    }

    private static WeightedStatistic conditional(CorrectnessTable table, boolean[] classified) {
        return weights -> {
            int[] masked = new int[weights.length];
            long total = 0;
            for (int i = 0; i < weights.length; i++) {
                masked[i] = classified[i] ? weights[i] : 0;
                total += weights[i];
            }
            int index = table.best(weights).index();
            return table.correct(masked)[index] * 100.0 / total;
        };
    }

    private static WeightedStatistic fixedThresholds(
            BoxEvaluation evaluation, Protocol protocol, LocalizationMetric metric) {
        return switch (metric) {
            case MAX_BOX_ACC_V2 -> {
                List<WeightedStatistic> parts = evaluation.decisions(protocol).stream()
                        .filter(d -> d.boxRule().equals(BoxRule.ALL_CONTOURS.id()))
                        .map(d -> mean(flags(evaluation, d::isLocalized)))
                        .toList();
                yield weights -> parts.stream()
                        .mapToDouble(p -> p.value(weights))
                        .average()
                        .orElseThrow();
            }
            case MAX_BOX_ACC, GT_KNOWN ->
                mean(flags(evaluation, evaluation.singleBoxDecision(protocol, IOU_50)::isLocalized));
            case TOP1_LOC -> mean(flags(evaluation, evaluation.singleBoxDecision(protocol, IOU_50)::isTop1Correct));
            case TOP5_LOC -> mean(flags(evaluation, evaluation.singleBoxDecision(protocol, IOU_50)::isTop5Correct));
            case TOP1_CLASS -> mean(flags(evaluation, LocalizationStatistics::isTop1));
            case TOP5_CLASS -> mean(flags(evaluation, LocalizationStatistics::isTop5));
        };
    }

    private static boolean isTop1(ImageScore image) {
        return image.prediction().map(p -> p.isTop1(image.truth().label())).orElse(false);
    }

    private static boolean isTop5(ImageScore image) {
        return image.prediction().map(p -> p.isTop5(image.truth().label())).orElse(false);
    }

    private static boolean[] flags(BoxEvaluation evaluation, Predicate<ImageScore> condition) {
        List<ImageScore> images = evaluation.images();
        boolean[] flags = new boolean[images.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = condition.test(images.get(i));
        }
        return flags;
    }

    private static WeightedStatistic mean(boolean[] flags) {
        return weights -> {
            long hits = 0;
            long total = 0;
            for (int i = 0; i < flags.length; i++) {
                hits += flags[i] ? weights[i] : 0;
                total += weights[i];
            }
            return hits * 100.0 / total;
        };
    }

    private static Optional<Double> value(LocalizationReport report, LocalizationMetric metric) {
        return switch (metric) {
            case MAX_BOX_ACC -> report.maxBoxAcc();
            case MAX_BOX_ACC_V2 -> report.maxBoxAccV2();
            case GT_KNOWN -> report.gtKnown();
            case TOP1_LOC -> report.top1();
            case TOP5_LOC -> report.top5();
            case TOP1_CLASS -> report.classification().map(c -> c.top1());
            case TOP5_CLASS -> report.classification().map(c -> c.top5());
        };
    }
}
