package org.wsol.core.train;

import java.util.HashMap;
import java.util.Map;

/** Sums step results to an {@link EpochSummary}. */
final class EpochMeter {
    private final long began = System.nanoTime();
    private final Map<String, double[]> sums = new HashMap<>();
    private double total;
    private long correct;
    private long images;

    void add(StepResult step) {
        total += step.total() * step.images();
        correct += step.correct();
        images += step.images();
        step.terms().forEach((name, value) -> {
            double[] sum = sums.computeIfAbsent(name, key -> new double[2]);
            sum[0] += value * step.images();
            sum[1] += step.images();
        });
    }

    EpochSummary summary(int epoch, long steps, double learningRate, long waitNanos) {
        Map<String, Double> terms = new HashMap<>();
        sums.forEach((name, sum) -> terms.put(name, sum[0] / sum[1]));
        double seconds = (System.nanoTime() - began) / 1e9;
        double count = Math.max(1, images);
        return new EpochSummary(
                epoch,
                steps,
                learningRate,
                total / count,
                terms,
                100.0 * correct / count,
                seconds,
                images / seconds,
                waitNanos / 1e7 / seconds);
    }
}
