package org.wsol.pipeline;

import java.util.function.BooleanSupplier;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.Sharding;
import org.wsol.engine.train.StepListener;
import org.wsol.engine.train.Trainer;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.pipeline.internal.CheckpointFolder;
import org.wsol.pipeline.internal.Network;

/** A worker other than the first: it computes its shards of every step, without validating or writing. */
final class TrainingAssistant {
    private final Network network;
    private final ImageBatchLoader loader;
    private final Optimizer optimizer;
    private final TrainingSetup setup;
    private final Sharding sharding;
    private final CheckpointFolder folder;

    TrainingAssistant(
            Network network,
            ImageBatchLoader loader,
            Optimizer optimizer,
            TrainingSetup setup,
            Sharding sharding,
            CheckpointFolder folder) {
        this.network = network;
        this.loader = loader;
        this.optimizer = optimizer;
        this.setup = setup;
        this.sharding = sharding;
        this.folder = folder;
    }

    /** Computes until the training ends or a worker is asked to stop. */
    void train(BooleanSupplier stop) {
        StartingPoint start = StartingPoint.meet(sharding.exchange(), folder, network.parameters(), optimizer);
        if (start.complete()) {
            return;
        }
        try (Trainer trainer =
                new Trainer(setup, network.parameters(), optimizer, network.trainingExecutors(), sharding)) {
            trainer.run(loader, start.steps(), new StepListener() {
                @Override
                public boolean stopRequested() {
                    return stop.getAsBoolean();
                }
            });
        }
    }
}
