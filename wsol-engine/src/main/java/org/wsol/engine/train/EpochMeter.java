package org.wsol.engine.train;

import java.util.Map;
import java.util.TreeMap;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;

/**
 * Aggregates step results to an {@link EpochSummary}. Its sums can be saved within an epoch and restored, so that the
 * means of an interrupted epoch are bit-identical to those of an uninterrupted one.
 */
final class EpochMeter {
    private static final String PREFIX = "epoch.";
    private static final String TERM = PREFIX + "term.";

    private long began = System.nanoTime();
    private final Map<String, Sum> terms = new TreeMap<>();
    private double total;
    private long correct;
    private long images;
    private double earlierSeconds;
    private double earlierWait;
    private double waitSeconds;

    /** The sum of a term and the number of images it was measured on. */
    private record Sum(double value, long images) {
        Sum plus(double more, int count) {
            return new Sum(value + more * count, images + count);
        }

        double mean() {
            return value / images;
        }
    }

    /** A meter that continues from {@link #notes}, if any. */
    static EpochMeter resumed(Map<String, String> notes) {
        EpochMeter meter = new EpochMeter();
        if (notes.containsKey(PREFIX + "images")) {
            meter.total = Double.parseDouble(notes.get(PREFIX + "total"));
            meter.correct = Long.parseLong(notes.get(PREFIX + "correct"));
            meter.images = Long.parseLong(notes.get(PREFIX + "images"));
            meter.earlierSeconds = Double.parseDouble(notes.get(PREFIX + "seconds"));
            meter.earlierWait = Double.parseDouble(notes.get(PREFIX + "wait"));
            notes.forEach((name, text) -> {
                if (name.startsWith(TERM)) {
                    String[] parts = text.split(" ", -1);
                    meter.terms.put(
                            name.substring(TERM.length()),
                            new Sum(Double.parseDouble(parts[0]), Long.parseLong(parts[1])));
                }
            });
        }
        return meter;
    }

    /** The sums so far as texts; none before the first step. */
    Map<String, String> notes() {
        Map<String, String> notes = new TreeMap<>();
        if (images > 0) {
            notes.put(PREFIX + "total", Double.toString(total));
            notes.put(PREFIX + "correct", Long.toString(correct));
            notes.put(PREFIX + "images", Long.toString(images));
            notes.put(PREFIX + "seconds", Double.toString(seconds()));
            notes.put(PREFIX + "wait", Double.toString(earlierWait + waitSeconds));
            terms.forEach((name, sum) -> notes.put(TERM + name, sum.value() + " " + sum.images()));
        }
        return notes;
    }

    /** Starts the clock: the time between two epochs is excluded. */
    void start() {
        began = System.nanoTime();
    }

    /**
     * Adds a step.
     *
     * @param waitNanos time this session of the epoch has waited for images so far
     */
    void add(StepResult step, long waitNanos) {
        total += step.total() * step.images();
        correct += step.correct();
        images += step.images();
        waitSeconds = waitNanos / 1e9;
        step.terms()
                .forEach((name, value) ->
                        terms.put(name, terms.getOrDefault(name, new Sum(0, 0)).plus(value, step.images())));
    }

    /** The speed so far. */
    TrainingSpeed speed() {
        double seconds = Math.max(1e-9, seconds());
        return new TrainingSpeed(images / seconds, 100 * (earlierWait + waitSeconds) / seconds);
    }

    EpochSummary summary(int epoch, long steps, double learningRate) {
        Map<String, Double> means = new TreeMap<>();
        terms.forEach((name, sum) -> means.put(name, sum.mean()));
        double count = Math.max(1, images);
        TrainingSpeed speed = speed();
        return new EpochSummary(
                epoch,
                steps,
                learningRate,
                total / count,
                means,
                100.0 * correct / count,
                seconds(),
                speed.imagesPerSecond(),
                speed.waitPercent());
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - began) / 1e9;
    }
}
