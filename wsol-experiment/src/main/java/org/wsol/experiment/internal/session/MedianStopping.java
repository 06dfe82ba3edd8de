package org.wsol.experiment.internal.session;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.schema.SweepConfig;

/**
 * The median stopping rule: a run stops early if its best value so far is worse than the median of the earlier runs at
 * the same step.
 */
public final class MedianStopping implements RunMonitor {
    private final SweepConfig.MedianStop rule;
    private final LongFunction<List<List<MetricEvent>>> earlier;
    private double best = Double.NaN;

    /**
     * Creates a monitor for one run.
     *
     * @param earlier supplies the validation metrics of the earlier runs in the sweep, at least up to a step
     */
    public MedianStopping(SweepConfig.MedianStop rule, LongFunction<List<List<MetricEvent>>> earlier) {
        this.rule = rule;
        this.earlier = earlier;
    }

    @Override
    public Verdict evaluated(Moment moment, Map<String, Double> metrics) {
        Double value = metrics.get(rule.metric());
        if (value == null) {
            throw new InvalidInputException("sweep.random.stop.metric: there is no metric '" + rule.metric()
                    + "'; the evaluation has " + metrics.keySet());
        }
        best = better(best, value);
        if (!moment.isAfter(rule.warmUp())) {
            return Verdict.GO_ON;
        }
        List<Double> others = earlier.apply(moment.step()).stream()
                .map(events -> bestUntil(events, moment.step()))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .sorted()
                .toList();
        boolean enough = others.size() >= rule.minimumRuns();
        return enough && isWorse(best, median(others)) ? Verdict.FINISH_EARLY : Verdict.GO_ON;
    }

    @Override
    public boolean usesBoxes() {
        return rule.metric().startsWith("maxBox");
    }

    private OptionalDouble bestUntil(List<MetricEvent> events, long step) {
        var values = events.stream()
                .filter(event -> event.kind().equals(MetricEvent.VALIDATION) && event.step() <= step)
                .filter(event -> event.values().containsKey(rule.metric()))
                .mapToDouble(event -> event.values().get(rule.metric()));
        return rule.maximize() ? values.max() : values.min();
    }

    private double better(double a, double b) {
        return Double.isNaN(a) || isWorse(a, b) ? b : a;
    }

    private boolean isWorse(double a, double b) {
        return rule.maximize() ? a < b : a > b;
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
