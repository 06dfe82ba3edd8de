package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.wsol.eval.metric.LocalizationReport.ClassificationAccuracy;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;
import org.wsol.eval.protocol.Protocol;

/** Counts the correct decisions of a protocol. */
final class ReportBuilder {

    private ReportBuilder() {}

    static LocalizationReport build(
            BoxEvaluation evaluation, Protocol protocol, List<Decision> decisions, int[] weights) {
        List<ImageScore> images = evaluation.images();
        boolean classified =
                images.stream().allMatch(image -> image.prediction().isPresent());
        Map<String, List<IouScore>> byRule = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            byRule.computeIfAbsent(decision.boxRule(), rule -> new ArrayList<>())
                    .add(score(decision, images, weights, classified));
        }
        List<RuleScores> rules = byRule.entrySet().stream()
                .map(entry -> new RuleScores(entry.getKey(), entry.getValue()))
                .toList();
        return new LocalizationReport(
                protocol.name(),
                evaluation.settings().mapClass(),
                images.size(),
                rules,
                classification(images, weights));
    }

    private static IouScore score(Decision decision, List<ImageScore> images, int[] weights, boolean classified) {
        Share share = decision.classMean() ? ReportBuilder::classMean : ReportBuilder::imageMean;
        Optional<Double> top1 =
                classified ? Optional.of(share.percent(images, weights, decision::isTop1Correct)) : Optional.empty();
        Optional<Double> top5 =
                classified ? Optional.of(share.percent(images, weights, decision::isTop5Correct)) : Optional.empty();
        double accuracy = share.percent(images, weights, decision::isLocalized);
        return new IouScore(decision.iouPercent(), decision.threshold(), accuracy, top1, top5);
    }

    static Optional<ClassificationAccuracy> classification(List<ImageScore> images, int[] weights) {
        if (images.stream().anyMatch(image -> image.prediction().isEmpty())) {
            return Optional.empty();
        }
        double top1 = imageMean(images, weights, image -> image.prediction()
                .orElseThrow()
                .isTop1(image.truth().label()));
        double top5 = imageMean(images, weights, image -> image.prediction()
                .orElseThrow()
                .isTop5(image.truth().label()));
        return Optional.of(new ClassificationAccuracy(top1, top5));
    }

    private static double imageMean(List<ImageScore> images, int[] weights, Predicate<ImageScore> correct) {
        long hits = 0;
        long total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i];
            hits += weights[i] > 0 && correct.test(images.get(i)) ? weights[i] : 0;
        }
        return hits * 100.0 / total;
    }

    private static double classMean(List<ImageScore> images, int[] weights, Predicate<ImageScore> correct) {
        Map<Integer, long[]> byClass = new TreeMap<>();
        for (int i = 0; i < weights.length; i++) {
            long[] counts = byClass.computeIfAbsent(images.get(i).truth().label(), label -> new long[2]);
            counts[0] += weights[i] > 0 && correct.test(images.get(i)) ? weights[i] : 0;
            counts[1] += weights[i];
        }
        return byClass.values().stream()
                .filter(counts -> counts[1] > 0)
                .mapToDouble(counts -> counts[0] * 100.0 / counts[1])
                .average()
                .orElse(0);
    }

    private interface Share {
        double percent(List<ImageScore> images, int[] weights, Predicate<ImageScore> correct);
    }
}
