package org.wsol.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.engine.train.ExchangePoints;
import org.wsol.engine.train.Optimizer;
import org.wsol.eval.protocol.Protocol;
import org.wsol.pipeline.evaluation.Accuracy;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.GapDiagnoses;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.CheckpointSplit;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.internal.NetworkMaps;
import org.wsol.pipeline.recipe.CheckpointConfig;
import org.wsol.pipeline.recipe.Recipe;

/** Evaluates a split during training and keeps the best checkpoint. Never uses the test split. */
final class Validator {
    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private static final String BEST = "best";

    private final Recipe recipe;
    private final Dataset dataset;
    private final Network network;
    private final Checkpoint best;
    private final ExchangePoints points;
    private final StepInterval interval;
    private double bestValue = Double.NEGATIVE_INFINITY;

    Validator(Dataset dataset, Network network, Checkpoint best, ExchangePoints points) {
        this.recipe = network.recipe();
        this.dataset = dataset;
        this.network = network;
        this.best = best;
        this.points = points;
        this.interval = interval();
    }

    /** The result of an evaluation: metrics in percent by name, and the predictions they were computed from. */
    record Validation(Map<String, Double> metrics, SplitPredictions predictions) {}

    private StepInterval interval() {
        boolean chooses = recipe.train().checkpoint().saveBest().isPresent();
        if (!chooses && ComponentFactory.validation(dataset).isEmpty()) {
            return new StepInterval(0, points);
        }
        StepInterval wanted = StepInterval.of(recipe.evaluation().every(), points);
        return wanted.steps() == 0 && chooses ? new StepInterval(points.length().stepsPerEpoch(), points) : wanted;
    }

    /** Restores the best value so far from a checkpoint's notes. */
    void resume(Map<String, String> notes) {
        if (notes.containsKey(BEST)) {
            bestValue = Double.parseDouble(notes.get(BEST));
        }
    }

    /** The notes that a checkpoint must store for {@link #resume}. */
    Map<String, String> notes() {
        return Double.isFinite(bestValue) ? Map.of(BEST, Double.toString(bestValue)) : Map.of();
    }

    /**
     * Evaluates if due, and saves the parameters if they are the best so far.
     *
     * @param progress called for every batch; may end the evaluation by throwing
     */
    Optional<Validation> evaluate(long steps, Optimizer optimizer, Progress progress) {
        boolean last = steps == points.length().totalSteps() && interval.steps() > 0;
        if (!last && !interval.isDue(steps)) {
            return Optional.empty();
        }
        SplitPredictions predictions = predictions(CheckpointSplit.of(recipe, dataset), progress);
        Map<String, Double> metrics = measure(predictions);
        recipe.train().checkpoint().saveBest().ifPresent(choice -> keepIfBest(choice, metrics, steps, optimizer));
        return Optional.of(new Validation(metrics, predictions));
    }

    private SplitPredictions predictions(DataSplit split, Progress progress) {
        try (NetworkMaps maps = new NetworkMaps(network)) {
            return SplitPredictions.of(recipe, maps, split, progress).requireAny();
        }
    }

    private Map<String, Double> measure(SplitPredictions predictions) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Accuracy accuracy = Accuracy.of(predictions);
        metrics.put("top1", accuracy.top1());
        metrics.put("top5", accuracy.top5());
        new BoxScoring(recipe)
                .boxes(predictions)
                .map(boxes -> boxes.report(new Protocol.Oracle()))
                .ifPresent(report -> {
                    report.maxBoxAccV2().ifPresent(value -> metrics.put("maxBoxAccV2", value));
                    report.maxBoxAcc().ifPresent(value -> metrics.put("maxBoxAcc", value));
                });
        metrics.putAll(GapDiagnoses.overTime(predictions));
        return metrics;
    }

    private void keepIfBest(
            CheckpointConfig.SaveBest choice, Map<String, Double> metrics, long steps, Optimizer optimizer) {
        Double value = metrics.get(choice.metric());
        if (value == null) {
            throw new InvalidInputException("train.checkpoint.saveBest.metric: '" + choice.metric()
                    + "' was not measured on the " + choice.split() + " split; available: "
                    + String.join(", ", new TreeMap<>(metrics).keySet()));
        }
        if (value > bestValue) {
            bestValue = value;
            best.save(network.parameters(), optimizer, steps, Map.of(choice.metric(), value.toString()));
            LOG.info("best {} so far on the {} split: {}", choice.metric(), choice.split(), value);
        }
    }

    /** Restores the best parameters, if a best checkpoint was requested and saved. */
    void restoreBest() {
        if (recipe.train().checkpoint().saveBest().isPresent() && best.exists()) {
            best.load(network.parameters());
        }
    }

    /** The number of boxes used to choose the best checkpoint. */
    long boxesUsed() {
        return recipe.train()
                .checkpoint()
                .saveBest()
                .filter(CheckpointConfig.SaveBest::usesBoxes)
                .map(choice -> CheckpointSplit.countBoxes(CheckpointSplit.of(recipe, dataset)))
                .orElse(0L);
    }

    /**
     * The interval between repeated events in a training, each of which waits for the next exchange of parameters.
     *
     * @param steps interval in optimizer steps; 0: never
     * @param points the steps after which events are possible
     */
    public record StepInterval(long steps, ExchangePoints points) {

        /** An interval given as a span; less than one step counts as one step. */
        public static StepInterval of(TrainingSpan distance, ExchangePoints points) {
            return new StepInterval(
                    distance.isZero() ? 0 : Math.max(1, points.length().steps(distance)), points);
        }

        /** Whether the event is due after the given number of steps, which is one of the points. */
        public boolean isDue(long done) {
            return steps > 0 && done / steps > points.before(done) / steps;
        }
    }
}
