package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.wsol.eval.metric.LocalizationReport.ClassificationAccuracy;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;
import org.wsol.eval.protocol.Protocol;

/** Counts the correct decisions of a protocol for a weighting of the images. */
final class ReportBuilder {
    private final ScoreStore scores;
    private final int[] order;
    private final int[] weights;

    /**
     * @param order the counted images
     * @param weights how often each of them is counted
     */
    ReportBuilder(ScoreStore scores, int[] order, int[] weights) {
        this.scores = scores;
        this.order = order;
        this.weights = weights;
    }

    LocalizationReport build(Protocol protocol, List<DecisionHits> decisions) {
        boolean classified = isClassified();
        Map<String, List<IouScore>> byRule = new LinkedHashMap<>();
        for (DecisionHits hits : decisions) {
            byRule.computeIfAbsent(hits.decision().boxRule(), rule -> new ArrayList<>())
                    .add(score(hits, classified));
        }
        List<RuleScores> rules = byRule.entrySet().stream()
                .map(entry -> new RuleScores(entry.getKey(), entry.getValue()))
                .toList();
        return new LocalizationReport(
                protocol.name(), scores.settings().mapClass(), order.length, rules, classification());
    }

    private boolean isClassified() {
        return Arrays.stream(order).allMatch(scores::isClassified);
    }

    private IouScore score(DecisionHits hits, boolean classified) {
        Decision decision = hits.decision();
        ToDoubleFunction<BitSet> share = decision.classMean() ? this::classMean : this::imageMean;
        return new IouScore(
                decision.iouPercent(),
                decision.threshold(),
                share.applyAsDouble(hits.localized()),
                classified ? Optional.of(share.applyAsDouble(hits.top1())) : Optional.empty(),
                classified ? Optional.of(share.applyAsDouble(hits.top5())) : Optional.empty());
    }

    Optional<ClassificationAccuracy> classification() {
        return isClassified()
                ? Optional.of(new ClassificationAccuracy(imageMean(scores.top1(order)), imageMean(scores.top5(order))))
                : Optional.empty();
    }

    private double imageMean(BitSet correct) {
        long hits = 0;
        long total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i];
            hits += correct.get(i) ? weights[i] : 0;
        }
        return hits * 100.0 / total;
    }

    private double classMean(BitSet correct) {
        Map<Integer, long[]> byClass = new TreeMap<>();
        for (int i = 0; i < weights.length; i++) {
            long[] counts = byClass.computeIfAbsent(scores.label(order[i]), label -> new long[2]);
            counts[0] += correct.get(i) ? weights[i] : 0;
            counts[1] += weights[i];
        }
        return byClass.values().stream()
                .filter(counts -> counts[1] > 0)
                .mapToDouble(counts -> counts[0] * 100.0 / counts[1])
                .average()
                .orElse(0);
    }
}
