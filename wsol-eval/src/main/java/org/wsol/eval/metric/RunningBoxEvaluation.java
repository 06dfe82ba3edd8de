package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.LevelCurve;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.LocalizationReport.ClassificationAccuracy;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;

/**
 * Box accuracies of a stream of maps in constant memory: counts at every threshold instead of the per-image data of
 * {@link BoxEvaluator}. Results are the same, without intervals. Safe for use by several threads.
 */
public final class RunningBoxEvaluation {
    private final BoxEvaluator scorer;
    private final ThresholdGrid grid;
    private final Map<BoxRule, Map<Integer, Counts>> counts = new EnumMap<>(BoxRule.class);
    private int images;
    private int classified;
    private int top1;
    private int top5;

    /**
     * The number of images at each threshold with a correct box, and with one of the most likely classes correct too.
     */
    private record Counts(long[] localized, long[] top1, long[] top5) {
        static Counts of(int thresholds) {
            return new Counts(new long[thresholds], new long[thresholds], new long[thresholds]);
        }

        int best() {
            int best = 0;
            for (int i = 1; i < localized.length; i++) {
                best = localized[i] > localized[best] ? i : best;
            }
            return best;
        }
    }

    /** Creates an evaluation without maps. */
    public RunningBoxEvaluation(BoxEvaluationSettings settings) {
        scorer = new BoxEvaluator(settings);
        grid = new ThresholdGrid(settings.interval());
        for (BoxRule rule : BoxRule.values()) {
            Map<Integer, Counts> byIou = new TreeMap<>();
            settings.iouPercents().forEach(percent -> byIou.put(percent, Counts.of(grid.size())));
            counts.put(rule, byIou);
        }
    }

    /**
     * Scores one map.
     *
     * @param map scores in [0, 1], of the evaluation size
     * @throws IllegalArgumentException if the map does not have the evaluation size or has scores outside [0, 1], or if the
     *     class of the image is unknown, so that its prediction is neither right nor wrong
     */
    public void add(GroundTruth truth, ScoreArray map, ClassPrediction prediction) {
        add(truth, map, Optional.of(prediction));
    }

    /** The same, with a prediction only if the class is predicted; Top-1 and Top-5 need one for every image. */
    void add(GroundTruth truth, ScoreArray map, Optional<ClassPrediction> prediction) {
        ImageScore score = scorer.score(truth, map, prediction);
        boolean first = prediction.filter(p -> p.isTop1(truth.label())).isPresent();
        boolean five = prediction.filter(p -> p.isTop5(truth.label())).isPresent();
        synchronized (this) {
            images++;
            classified += prediction.isPresent() ? 1 : 0;
            top1 += first ? 1 : 0;
            top5 += five ? 1 : 0;
            counts.forEach((rule, byIou) ->
                    byIou.forEach((percent, count) -> add(score.curve(rule), percent / 100.0, count, first, five)));
        }
    }

    private void add(LevelCurve curve, double needed, Counts count, boolean first, boolean five) {
        for (int i = 0; i < grid.size(); i++) {
            if (curve.iou(grid.threshold(i)) >= needed) {
                count.localized[i]++;
                count.top1[i] += first ? 1 : 0;
                count.top5[i] += five ? 1 : 0;
            }
        }
    }

    /** The number of maps so far. */
    public synchronized int images() {
        return images;
    }

    /**
     * The best thresholds of the maps so far, for the evaluation of another set.
     *
     * @param source the name of this set in messages, for example {@code val}
     */
    public synchronized ThresholdChoice bestThresholds(String source) {
        Map<BoxRule, Map<Integer, Double>> chosen = new EnumMap<>(BoxRule.class);
        counts.forEach((rule, byIou) -> {
            Map<Integer, Double> thresholds = new TreeMap<>();
            byIou.forEach((percent, count) -> thresholds.put(percent, grid.threshold(count.best())));
            chosen.put(rule, thresholds);
        });
        return new ThresholdChoice(source, chosen);
    }

    /**
     * The results with the best thresholds of the maps themselves, as in {@link Protocol.Oracle}.
     *
     * @throws IllegalStateException if no map was added
     */
    public synchronized LocalizationReport oracle() {
        return report(new Protocol.Oracle().name(), (rule, percent, count) -> count.best());
    }

    /**
     * The results with thresholds chosen on another set with the same interval and overlaps.
     *
     * @throws IllegalStateException if no map was added
     */
    public synchronized LocalizationReport transferred(ThresholdChoice choice) {
        return report(new Protocol.Transferred(choice).name(), (rule, percent, count) -> {
            double threshold = choice.threshold(rule, percent)
                    .orElseThrow(() -> new IllegalArgumentException("no threshold was chosen for " + percent));
            return (int) Math.round(threshold / grid.interval());
        });
    }

    private LocalizationReport report(String protocol, Chooser chooser) {
        if (images == 0) {
            throw new IllegalStateException("there is no map to evaluate");
        }
        List<RuleScores> rules = new ArrayList<>();
        counts.forEach((rule, byIou) -> {
            List<IouScore> scores = new ArrayList<>();
            byIou.forEach((percent, count) -> scores.add(score(percent, count, chooser.index(rule, percent, count))));
            rules.add(new RuleScores(rule.id(), scores));
        });
        return new LocalizationReport(
                protocol,
                scorer.settings().mapClass(),
                images,
                rules,
                ifClassified(new ClassificationAccuracy(percent(top1), percent(top5))));
    }

    private IouScore score(int iouPercent, Counts count, int index) {
        return new IouScore(
                iouPercent,
                grid.threshold(index),
                percent(count.localized[index]),
                ifClassified(percent(count.top1[index])),
                ifClassified(percent(count.top5[index])));
    }

    private <T> Optional<T> ifClassified(T result) {
        return classified == images ? Optional.of(result) : Optional.empty();
    }

    private double percent(long hits) {
        return hits * 100.0 / images;
    }

    /** Chooses the threshold of a box rule and an overlap. */
    private interface Chooser {
        int index(BoxRule rule, int percent, Counts count);
    }
}
