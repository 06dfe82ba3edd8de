package org.wsol.cli.bench;

import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.EpochSummary;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.StepListener;
import org.wsol.engine.train.Trainer;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.engine.weights.Networks;

/** One epoch of the whole method over the images of a split: decoding, augmentation, every optimizer step. */
public final class EpochWork implements Work {
    private final ParameterStore store = new ParameterStore(DataType.FLOAT, MethodForBench.SEED);
    private final Optimizer optimizer = MethodForBench.optimizer();
    private final ImageBatchLoader loader;
    private final Trainer trainer;
    private long steps;

    /** Opens the images; graphs are built by the first run. */
    public EpochWork(Backbone backbone, DataSplit split, Preprocessing preprocessing, int batchSize) {
        Networks.initialize(backbone, preprocessing.transformation().inputSize(), store);
        loader = ImageBatchLoader.training(split, preprocessing, batchSize, MethodForBench.SEED);
        TrainingSetup setup = MethodForBench.setup(
                backbone, preprocessing.transformation().inputSize(), batchSize, loader.batchesPerEpoch());
        trainer = new Trainer(setup, store, optimizer, PlannedExecutor::new);
    }

    @Override
    public void run() {
        steps = trainer.run(loader, steps, new OneEpoch());
    }

    @Override
    public void close() {
        trainer.close();
        loader.close();
        optimizer.close();
        store.close();
    }

    /** Stops training at the end of an epoch. */
    private static final class OneEpoch implements StepListener {
        private boolean done;

        @Override
        public void epochDone(EpochSummary summary) {
            done = true;
        }

        @Override
        public boolean stopRequested() {
            return done;
        }
    }
}
