package org.wsol.experiment.training;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.Trainer;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunContext;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.tracking.Tracker;
import org.wsol.experiment.tracking.Trackers;

/** Trains the network of a run, from its last checkpoint if there is one. */
final class RunTraining {
    private static final Logger LOG = LoggerFactory.getLogger(RunTraining.class);
    private static final String SECONDS = "seconds";
    private static final String COMPLETE = "complete";

    private final PlannedRun run;
    private final ExperimentConfig config;
    private final RunFolder folder;
    private final RunContext context;
    private final Dataset dataset;
    private final Backbone backbone;
    private final ParameterStore store;
    private final GraphExecutorFactory executors;
    private final Checkpoint last;
    private final ValidationWatch validation;
    private final SkipRecord skips;
    private final long began = System.nanoTime();
    private double earlierSeconds;

    RunTraining(
            PlannedRun run,
            RunFolder folder,
            RunContext context,
            Dataset dataset,
            Backbone backbone,
            ParameterStore store,
            GraphExecutorFactory executors,
            SkipRecord skips) {
        this.run = run;
        this.config = run.experiment();
        this.folder = folder;
        this.context = context;
        this.dataset = dataset;
        this.backbone = backbone;
        this.store = store;
        this.executors = executors;
        this.skips = skips;
        this.last = new Checkpoint(folder.checkpoints().resolve(Checkpoint.LAST));
        this.validation = new ValidationWatch(config, dataset, backbone, store, executors, folder, skips);
    }

    /**
     * How training ended.
     *
     * @param done optimizer steps done
     * @param total optimizer steps of the whole training
     * @param complete whether the parameters are the final ones; otherwise it was asked to stop
     */
    record Ending(long done, long total, boolean complete) {

        /** Says how far it went, where a rule ended it before its length; empty otherwise. */
        String stoppedEarly() {
            return done < total && complete
                    ? "stopped early after step " + done + " of " + total + ", behind the median of the finished runs"
                    : "";
        }
    }

    /** Trains; a checkpoint is there afterwards. */
    Ending train() {
        DataSplit images = Parts.require(dataset, SplitName.TRAIN);
        try (ImageBatchLoader loader = ImageBatchLoader.training(
                        images, config.data().preprocessing(), config.train().batch(), config.seed());
                Optimizer optimizer = Parts.optimizer(config)) {
            TrainingSetup setup = Parts.setup(config, backbone, loader.batchesPerEpoch());
            last.removeUnfinished();
            long first = last.exists() ? last.load(store, optimizer) : 0;
            Map<String, String> notes = last.exists() ? last.notes() : Map.of();
            validation.resume(notes, setup.length());
            earlierSeconds = Double.parseDouble(notes.getOrDefault(SECONDS, "0"));
            long total = setup.length().totalSteps();
            if (first > 0) {
                LOG.info("going on after step {} of {}", first, total);
            }
            return notes.containsKey(COMPLETE)
                    ? new Ending(first, total, true)
                    : train(setup, loader, optimizer, first, notes);
        }
    }

    private Ending train(
            TrainingSetup setup, ImageBatchLoader loader, Optimizer optimizer, long first, Map<String, String> notes) {
        long total = setup.length().totalSteps();
        try (Tracker tracker = Trackers.open(run, folder, first);
                Progress.Task task = context.progress().start("training " + run.tag(), total);
                Trainer trainer = new Trainer(setup, store, optimizer, executors)) {
            task.step(first, "");
            trainer.resumeEpoch(notes);
            TrainingRecord listener = new TrainingRecord(
                    config,
                    setup.length(),
                    tracker,
                    task,
                    validation,
                    optimizer,
                    context,
                    step -> save(loader, optimizer, step, trainer.epochNotes()),
                    KeptCheckpoints.of(config, setup.length(), folder, store, optimizer));
            listener.hearEarlier(folder, first);
            long done = trainer.run(loader, first, listener);
            boolean complete = done == total || listener.finishesEarly();
            save(loader, optimizer, done, complete ? Map.of(COMPLETE, "true") : trainer.epochNotes());
            if (!complete) {
                LOG.info("stopped after step {} of {}; the same command goes on from there", done, total);
            }
            return new Ending(done, total, complete);
        }
    }

    private void save(ImageBatchLoader loader, Optimizer optimizer, long step, Map<String, String> more) {
        skips.add(loader.split(), loader.skipped());
        Map<String, String> notes = new TreeMap<>(more);
        notes.putAll(validation.notes());
        notes.put(SECONDS, Double.toString(earlierSeconds + (System.nanoTime() - began) / 1e9));
        last.save(store, optimizer, step, notes);
    }

    /** The validation part the watch chose by, and how many of its boxes it looked at. */
    ValidationWatch validation() {
        return validation;
    }

    /** How long the run was computed before it was interrupted, in nanoseconds. */
    long earlierNanos() {
        return Math.round(earlierSeconds * 1e9);
    }

    /** A value that may be missing, for records that say so. */
    static OptionalDouble optional(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
