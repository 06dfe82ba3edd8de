package org.wsol.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.data.Dataset;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.ExchangePoints;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Sharding;
import org.wsol.engine.train.StepListener;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.engine.train.Trainer;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.pipeline.Validator.StepInterval;
import org.wsol.pipeline.internal.CheckpointFolder;
import org.wsol.pipeline.internal.KeptCheckpoints;
import org.wsol.pipeline.internal.Network;
import org.wsol.pipeline.internal.TrainingOrigin;
import org.wsol.pipeline.recipe.Recipe;

/** Trains a network from its last checkpoint, if there is one, to the end or until the listener asks to stop. */
final class TrainingSession {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSession.class);
    private static final String SECONDS = "seconds";
    /** The note of a checkpoint that was written instead of the evaluation after its step. */
    private static final String DUE = "evaluation.due";

    private final Recipe recipe;
    private final Network network;
    private final CheckpointFolder folder;
    private final ImageBatchLoader loader;
    private final Optimizer optimizer;
    private final TrainingSetup setup;
    private final Sharding sharding;
    private final ExchangePoints points;
    private final Validator validator;
    private final TrainingListener listener;
    private final TrainingOrigin origin;
    private final long began = System.nanoTime();
    private double earlierSeconds;
    private boolean evaluationIsDue;

    /**
     * @param loader the training images; loader, optimizer and network belong to the caller
     */
    TrainingSession(
            Network network,
            Dataset dataset,
            ImageBatchLoader loader,
            Optimizer optimizer,
            TrainingSetup setup,
            Sharding sharding,
            CheckpointFolder folder,
            TrainingListener listener) {
        this.recipe = network.recipe();
        this.network = network;
        this.folder = folder;
        this.loader = loader;
        this.optimizer = optimizer;
        this.setup = setup;
        this.sharding = sharding;
        this.points = new ExchangePoints(recipe.train().exchange().steps(), setup.length());
        this.listener = listener;
        this.origin = TrainingOrigin.of(recipe, dataset);
        this.validator = new Validator(dataset, network, folder.best(), points);
    }

    /**
     * Trains; the last checkpoint is written afterwards and the best parameters are in place.
     *
     * @throws TrainingStoppedException if the listener asked to stop
     */
    TrainingSummary train() {
        folder.last().removeUnfinished();
        StartingPoint start = StartingPoint.meet(sharding.exchange(), folder, network.parameters(), optimizer);
        long first = start.steps();
        Map<String, String> notes = start.notes();
        origin.requireSame(notes, folder.path());
        validator.resume(notes);
        earlierSeconds = Double.parseDouble(notes.getOrDefault(SECONDS, "0"));
        if (first > 0) {
            LOG.info("resuming after step {} of {}", first, setup.length().totalSteps());
        }
        long done = start.complete() ? first : train(first, notes);
        if (listener.stopRequested()) {
            throw new TrainingStoppedException(done, setup.length().totalSteps());
        }
        validator.restoreBest();
        return new TrainingSummary(done, setup.length().totalSteps(), earlierSeconds, validator.boxesUsed());
    }

    private long train(long first, Map<String, String> notes) {
        RunLength length = setup.length();
        listener.started(length, first);
        try (Trainer trainer =
                new Trainer(setup, network.parameters(), optimizer, network.trainingExecutors(), sharding)) {
            trainer.resumeEpoch(notes);
            Steps steps = new Steps(trainer);
            if (notes.containsKey(DUE)) {
                steps.validateAndSave(first);
            }
            long done = trainer.run(loader, first, steps);
            boolean complete = !evaluationIsDue && (done == length.totalSteps() || listener.finishesEarly());
            save(done, complete ? Map.of(StartingPoint.COMPLETE, "true") : trainer.epochNotes());
            if (complete) {
                folder.last().removeFormer();
            } else {
                throw new TrainingStoppedException(done, length.totalSteps());
            }
            return done;
        }
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - began) / 1e9;
    }

    private void save(long step, Map<String, String> more) {
        listener.imagesSkipped(loader.split(), loader.skipped());
        Map<String, String> notes = new TreeMap<>(more);
        notes.putAll(origin.notes());
        notes.putAll(validator.notes());
        notes.put(SECONDS, Double.toString(seconds()));
        if (evaluationIsDue) {
            notes.put(DUE, "true");
        }
        if (!folder.temporary()) {
            folder.last().saveKeepingFormer(network.parameters(), optimizer, step, notes);
        }
    }

    /**
     * Validates and saves when due. At the end of an epoch, metrics are reported before the checkpoint is written, so
     * that a training resumed from it has all of them.
     */
    private final class Steps implements StepListener {
        private final Trainer trainer;
        private final StepInterval checkpoints =
                StepInterval.of(recipe.train().checkpoint().every(), points);
        private final KeptCheckpoints kept =
                KeptCheckpoints.of(recipe, points, folder.path(), network.parameters(), optimizer);

        Steps(Trainer trainer) {
            this.trainer = trainer;
        }

        @Override
        public void stepDone(int epoch, long done, StepResult result, TrainingSpeed speed) {
            listener.stepDone(epoch, done, result, speed);
        }

        @Override
        public void parametersReady(long done) {
            boolean epochEnds = done % setup.length().stepsPerEpoch() == 0
                    || done == setup.length().totalSteps();
            if (!epochEnds) {
                validateAndSave(done);
            }
        }

        @Override
        public boolean wantsTermGradients(long done) {
            return listener.wantsTermGradients(done);
        }

        @Override
        public void termGradients(long done, Map<String, Double> norms) {
            listener.termGradients(done, norms);
        }

        @Override
        public void epochDone(EpochSummary summary) {
            listener.epochDone(summary);
            validateAndSave(summary.steps());
        }

        /** If the listener asks to stop meanwhile, the evaluation is skipped and run first when training is resumed. */
        void validateAndSave(long done) {
            evaluationIsDue = false;
            Optional<Validator.Validation> evaluated;
            try {
                evaluated = validator.evaluate(done, optimizer, new UntilStopped(listener));
            } catch (UntilStopped.StoppedException e) {
                LOG.info("the evaluation after step {} is postponed", done);
                evaluationIsDue = true;
                return;
            }
            evaluated.ifPresent(found -> {
                listener.imagesSkipped(
                        found.predictions().split(), found.predictions().skipped());
                listener.validated(done, found.metrics(), found.predictions());
            });
            kept.saveIfDue(done);
            if (checkpoints.isDue(done)) {
                save(done, trainer.epochNotes());
            }
        }

        @Override
        public boolean stopRequested() {
            return evaluationIsDue || listener.finishesEarly() || listener.stopRequested();
        }
    }
}
