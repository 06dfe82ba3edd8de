package org.wsol.experiment.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.RunLength;
import org.wsol.eval.protocol.Protocol;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunMonitor;
import org.wsol.experiment.schema.CheckpointConfig;
import org.wsol.experiment.schema.ExperimentConfig;

/** Evaluates the validation part while training goes on, and keeps the best checkpoint. Never sees the test part. */
final class ValidationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ValidationWatch.class);
    private static final String BEST = "best";

    private final ExperimentConfig config;
    private final Dataset dataset;
    private final Backbone backbone;
    private final ParameterStore store;
    private final GraphExecutorFactory executors;
    private final Checkpoint best;
    private final SkipRecord skips;
    private double bestValue = Double.NEGATIVE_INFINITY;
    private Every every = new Every(0);
    private long totalSteps;

    ValidationWatch(
            ExperimentConfig config,
            Dataset dataset,
            Backbone backbone,
            ParameterStore store,
            GraphExecutorFactory executors,
            RunFolder folder,
            SkipRecord skips) {
        this.config = config;
        this.dataset = dataset;
        this.backbone = backbone;
        this.store = store;
        this.executors = executors;
        this.skips = skips;
        this.best = new Checkpoint(folder.checkpoints().resolve(Checkpoint.BEST));
    }

    /**
     * What an evaluation gave.
     *
     * @param metrics by name, in percent
     * @param maps what they were measured on
     */
    record Validation(Map<String, Double> metrics, SplitMaps maps) {}

    /** Takes up the best value so far from a checkpoint's notes, and learns when it is time to evaluate. */
    void resume(Map<String, String> notes, RunLength length) {
        if (notes.containsKey(BEST)) {
            bestValue = Double.parseDouble(notes.get(BEST));
        }
        boolean chooses = config.train().checkpoint().saveBest().isPresent();
        boolean possible = chooses || Parts.validation(dataset).isPresent();
        Every wanted = Every.of(config.evaluation().every(), length);
        every = !possible ? new Every(0) : wanted.steps() == 0 && chooses ? new Every(length.stepsPerEpoch()) : wanted;
        totalSteps = length.totalSteps();
    }

    /** What a checkpoint must keep for {@link #resume}. */
    Map<String, String> notes() {
        return Double.isFinite(bestValue) ? Map.of(BEST, Double.toString(bestValue)) : Map.of();
    }

    /** Evaluates if it is time, and keeps the parameters if they are the best so far. */
    Optional<Validation> evaluate(long steps, Optimizer optimizer) {
        boolean last = steps == totalSteps && every.steps() > 0;
        if (!last && !every.isDue(steps)) {
            return Optional.empty();
        }
        SplitMaps maps = SplitMaps.of(config, backbone, store, executors, watchedSplit(), Progress.NONE);
        skips.add(maps.split(), maps.skipped());
        Map<String, Double> metrics = measure(maps);
        config.train().checkpoint().saveBest().ifPresent(choice -> keepIfBest(choice, metrics, steps, optimizer));
        return Optional.of(new Validation(metrics, maps));
    }

    private DataSplit watchedSplit() {
        return config.train()
                .checkpoint()
                .saveBest()
                .map(choice -> watchedSplit(choice, dataset))
                .orElseGet(() -> Parts.require(dataset, SplitName.VAL));
    }

    private static DataSplit watchedSplit(CheckpointConfig.SaveBest choice, Dataset dataset) {
        return Parts.require(dataset, choice.split().equals(SplitName.TRAIN.id()) ? SplitName.TRAIN : SplitName.VAL);
    }

    /** Refuses a choice by boxes on a part that has none. */
    static void check(CheckpointConfig.SaveBest choice, Dataset dataset) {
        DataSplit split = watchedSplit(choice, dataset);
        if (choice.usesBoxes() && countBoxes(split) == 0) {
            throw new InvalidInputException("train.checkpoint.saveBest.metric: " + choice.metric()
                    + " needs boxes, and the " + choice.split() + " part of data set " + dataset.name()
                    + " has none; choose by top1 or top5");
        }
    }

    private Map<String, Double> measure(SplitMaps maps) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Accuracy accuracy = Accuracy.of(maps);
        metrics.put("top1", accuracy.top1());
        metrics.put("top5", accuracy.top5());
        new BoxScoring(config)
                .boxes(maps)
                .map(boxes -> boxes.report(new Protocol.Oracle()))
                .ifPresent(report -> {
                    report.maxBoxAccV2().ifPresent(value -> metrics.put("maxBoxAccV2", value));
                    report.maxBoxAcc().ifPresent(value -> metrics.put("maxBoxAcc", value));
                });
        metrics.putAll(GapNumbers.overTime(maps));
        return metrics;
    }

    private void keepIfBest(
            CheckpointConfig.SaveBest choice, Map<String, Double> metrics, long steps, Optimizer optimizer) {
        Double value = metrics.get(choice.metric());
        if (value == null) {
            throw new InvalidInputException("train.checkpoint.saveBest.metric: '" + choice.metric()
                    + "' was not measured on the " + choice.split() + " part; there are "
                    + String.join(", ", new TreeMap<>(metrics).keySet()));
        }
        if (value > bestValue) {
            bestValue = value;
            best.save(store, optimizer, steps, Map.of(choice.metric(), value.toString()));
            LOG.info("best {} so far on the {} part: {}", choice.metric(), choice.split(), value);
        }
    }

    /** Puts the best parameters back, where a best checkpoint was asked for and one was kept. */
    void restoreBest() {
        if (config.train().checkpoint().saveBest().isPresent() && best.exists()) {
            best.load(store);
        }
    }

    /** Boxes of the validation part that were looked at to choose a checkpoint, or by a monitor that may stop the run. */
    long boxesUsed(RunMonitor monitor) {
        boolean byBoxes = config.train()
                .checkpoint()
                .saveBest()
                .map(CheckpointConfig.SaveBest::usesBoxes)
                .orElse(false);
        if (byBoxes) {
            return countBoxes(watchedSplit());
        }
        return monitor.usesBoxes()
                ? Parts.validation(dataset).map(ValidationWatch::countBoxes).orElse(0L)
                : 0;
    }

    static long countBoxes(DataSplit split) {
        long count = 0;
        for (int i = 0; i < split.size(); i++) {
            count += split.boxes(i).size();
        }
        return count;
    }
}
