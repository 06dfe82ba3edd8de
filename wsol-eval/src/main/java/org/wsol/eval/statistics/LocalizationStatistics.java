package org.wsol.eval.statistics;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.CorrectnessTable;
import org.wsol.eval.metric.DecisionHits;
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
        return of(evaluation, protocol, metric).map(statistic -> bootstrap.interval(evaluation.size(), statistic));
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
        if (!sameImages(first, second)) {
            throw new InvalidInputException("the two runs were evaluated on different images (" + first.size() + " and "
                    + second.size() + "); compare runs on the same split");
        }
        return bootstrap.compare(first.size(), required(first, protocol, metric), required(second, protocol, metric));
    }

    private static boolean sameImages(BoxEvaluation first, BoxEvaluation second) {
        return first.size() == second.size()
                && IntStream.range(0, first.size())
                        .allMatch(i -> first.imageId(i).equals(second.imageId(i)));
    }

    private static WeightedStatistic required(BoxEvaluation run, Protocol protocol, LocalizationMetric metric) {
        return of(run, protocol, metric)
                .orElseThrow(() -> new InvalidInputException(
                        "a run has no " + metric.id() + " under the protocol " + protocol.name()));
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
            case TOP1_LOC -> conditional(half(evaluation), evaluation.top1());
            case TOP5_LOC -> conditional(half(evaluation), evaluation.top5());
            case TOP1_CLASS -> mean(evaluation.top1());
            case TOP5_CLASS -> mean(evaluation.top5());
        };
    }

    private static CorrectnessTable half(BoxEvaluation evaluation) {
        return evaluation.table(BoxRule.LARGEST_CONTOUR, IOU_50);
    }

    private static WeightedStatistic conditional(CorrectnessTable table, BitSet classified) {
        return weights -> {
            int[] masked = new int[weights.length];
            long total = 0;
            for (int i = 0; i < weights.length; i++) {
                masked[i] = classified.get(i) ? weights[i] : 0;
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
                List<WeightedStatistic> parts = evaluation.hits(protocol).stream()
                        .filter(hits -> hits.decision().boxRule().equals(BoxRule.ALL_CONTOURS.id()))
                        .map(hits -> mean(hits.localized()))
                        .toList();
                yield weights -> parts.stream()
                        .mapToDouble(p -> p.value(weights))
                        .average()
                        .orElseThrow();
            }
            case MAX_BOX_ACC, GT_KNOWN -> mean(singleBox(evaluation, protocol).localized());
            case TOP1_LOC -> mean(singleBox(evaluation, protocol).top1());
            case TOP5_LOC -> mean(singleBox(evaluation, protocol).top5());
            case TOP1_CLASS -> mean(evaluation.top1());
            case TOP5_CLASS -> mean(evaluation.top5());
        };
    }

    private static DecisionHits singleBox(BoxEvaluation evaluation, Protocol protocol) {
        return evaluation.hits(protocol).stream()
                .filter(hits -> !hits.decision().boxRule().equals(BoxRule.ALL_CONTOURS.id())
                        && hits.decision().iouPercent() == IOU_50)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("overlap " + IOU_50 + " was not evaluated, only "
                        + evaluation.settings().iouPercents()));
    }

    private static WeightedStatistic mean(BitSet flags) {
        return weights -> {
            long hits = 0;
            long total = 0;
            for (int i = 0; i < weights.length; i++) {
                hits += flags.get(i) ? weights[i] : 0;
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
