package org.wsol.cli.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.cli.config.experiment.CheckpointConfig;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.runs.PlannedRun;
import org.wsol.cli.runs.RunContext;
import org.wsol.cli.runs.RunFolder;
import org.wsol.cli.runs.RunMonitor;
import org.wsol.cli.track.MetricEvent;
import org.wsol.cli.track.Tracker;
import org.wsol.cli.track.Trackers;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.graph.Backbone;
import org.wsol.core.graph.ParameterStore;
import org.wsol.core.plan.PlannedExecutor;
import org.wsol.core.progress.Progress;
import org.wsol.core.train.EpochSummary;
import org.wsol.core.train.Optimizer;
import org.wsol.core.train.RunLength;
import org.wsol.core.train.StepResult;
import org.wsol.core.train.Trainer;
import org.wsol.core.train.TrainingListener;
import org.wsol.core.train.TrainingSetup;
import org.wsol.data.batch.ImageBatchLoader;

/** Trains the network of a run, from its last checkpoint if there is one. */
final class RunTraining {
    private static final Logger LOG = LoggerFactory.getLogger(RunTraining.class);

    private final PlannedRun run;
    private final ExperimentConfig config;
    private final RunFolder folder;
    private final RunContext context;
    private final Dataset dataset;
    private final Backbone backbone;
    private final ParameterStore store;
    private final Checkpoint last;
    private final ValidationWatch validation;

    RunTraining(
            PlannedRun run,
            RunFolder folder,
            RunContext context,
            Dataset dataset,
            Backbone backbone,
            ParameterStore store) {
        this.run = run;
        this.config = run.experiment();
        this.folder = folder;
        this.context = context;
        this.dataset = dataset;
        this.backbone = backbone;
        this.store = store;
        this.last = new Checkpoint(folder.checkpoints().resolve(Checkpoint.LAST));
        this.validation = new ValidationWatch(config, dataset, backbone, store, folder);
    }

    /** How training ended. */
    enum Ending {
        /** All steps were done. */
        COMPLETE,
        /** It was asked to stop; a checkpoint is there. */
        INTERRUPTED
    }

    /** Trains; the parameters are the final ones where it is complete. */
    Ending train() {
        DataSplit images = Parts.require(dataset, SplitName.TRAIN);
        try (ImageBatchLoader loader = ImageBatchLoader.training(
                        images, config.data().preprocessing(), config.train().batch(), config.seed());
                Optimizer optimizer = Parts.optimizer(config)) {
            TrainingSetup setup = Parts.setup(config, backbone, loader.batchesPerEpoch());
            long first = last.exists() ? last.load(store, optimizer) : 0;
            validation.resume(last.exists() ? last.notes() : Map.of());
            if (first > 0) {
                LOG.info("going on after step {} of {}", first, setup.length().totalSteps());
            }
            return train(setup, loader, optimizer, first);
        }
    }

    private Ending train(TrainingSetup setup, ImageBatchLoader loader, Optimizer optimizer, long first) {
        long total = setup.length().totalSteps();
        try (Tracker tracker = Trackers.open(run, folder, first);
                Progress.Task task = context.progress().start("training " + run.tag(), total);
                Trainer trainer = new Trainer(setup, store, optimizer, PlannedExecutor::new)) {
            task.step(first, "");
            Listener listener = new Listener(setup, optimizer, tracker, task);
            long done = trainer.run(loader, first, listener);
            if (done == total || listener.finishesEarly) {
                last.save(store, optimizer, done, validation.notes());
                return Ending.COMPLETE;
            }
            last.save(store, optimizer, done, validation.notes());
            LOG.info("stopped after step {} of {}; the same command goes on from there", done, total);
            return Ending.INTERRUPTED;
        }
    }

    /** Writes what happens, saves checkpoints, evaluates the validation part. */
    private final class Listener implements TrainingListener {
        private final TrainingSetup setup;
        private final Optimizer optimizer;
        private final Tracker tracker;
        private final Progress.Task task;
        private boolean finishesEarly;

        Listener(TrainingSetup setup, Optimizer optimizer, Tracker tracker, Progress.Task task) {
            this.setup = setup;
            this.optimizer = optimizer;
            this.tracker = tracker;
            this.task = task;
        }

        @Override
        public void stepDone(int epoch, long done, StepResult result) {
            task.step(1, String.format(Locale.ROOT, "epoch %d, loss %.3f", epoch + 1, result.total()));
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("loss_total", result.total());
            result.terms().forEach((name, value) -> values.put("loss_" + name, value));
            tracker.metrics(new MetricEvent(
                    MetricEvent.TRAIN, done, (double) done / setup.length().stepsPerEpoch(), values));
        }

        @Override
        public void epochDone(EpochSummary summary) {
            tracker.metrics(new MetricEvent(MetricEvent.EPOCH, summary.steps(), summary.epoch() + 1, values(summary)));
            validate(summary);
            if (isDue(config.train().checkpoint(), summary.epoch() + 1)) {
                last.save(store, optimizer, summary.steps(), validation.notes());
            }
        }

        private void validate(EpochSummary summary) {
            validation.evaluate(summary.epoch() + 1, summary.steps(), optimizer).ifPresent(metrics -> {
                tracker.metrics(new MetricEvent(MetricEvent.VALIDATION, summary.steps(), summary.epoch() + 1, metrics));
                finishesEarly |= context.monitor().evaluated(moment(summary.steps()), metrics)
                        == RunMonitor.Verdict.FINISH_EARLY;
            });
        }

        private RunMonitor.Moment moment(long step) {
            RunLength length = setup.length();
            return new RunMonitor.Moment(step, length.stepsPerEpoch(), length.batchSize(), length.totalSteps());
        }

        @Override
        public boolean stopRequested() {
            return finishesEarly || context.stop().isRequested();
        }
    }

    private boolean isDue(CheckpointConfig checkpoint, int epochs) {
        double every = checkpoint.every().amount();
        return every > 0 && epochs % Math.max(1, Math.round(every)) == 0;
    }

    private static Map<String, Double> values(EpochSummary summary) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("lr", summary.learningRate());
        values.put("loss_total", summary.total());
        summary.terms().forEach((name, value) -> values.put("loss_" + name, value));
        values.put("top1", summary.top1());
        values.put("seconds", summary.seconds());
        values.put("images_per_second", summary.imagesPerSecond());
        values.put("wait_percent", summary.waitPercent());
        return values;
    }

    /** The validation part the watch chose by, and how many of its boxes it looked at. */
    ValidationWatch validation() {
        return validation;
    }

    /** A value that may be missing, for records that say so. */
    static OptionalDouble optional(java.util.Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
