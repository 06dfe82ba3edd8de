package org.wsol.cli.bench;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Duration;
import org.wsol.core.data.Batch;
import org.wsol.core.graph.Backbone;
import org.wsol.core.graph.BatchNormMode;
import org.wsol.core.graph.GraphResult;
import org.wsol.core.graph.ParameterStore;
import org.wsol.core.plan.PlannedExecutor;
import org.wsol.core.train.LossTerm;
import org.wsol.core.train.NoiseSource;
import org.wsol.core.train.Optimizer;
import org.wsol.core.train.RunLength;
import org.wsol.core.train.Sgd;
import org.wsol.core.train.TrainingSetup;
import org.wsol.core.train.TrainingStep;
import org.wsol.core.weights.Networks;
import org.wsol.losses.BridgingGap;
import org.wsol.losses.BridgingGapOptions;
import org.wsol.losses.ConsistencyLoss;

/** One optimizer step of the whole method: both branches, all losses, running statistics. */
public final class StepWork implements Work {
    private static final long SEED = 3;
    private static final double LEARNING_RATE = 1e-4;
    private static final double HEAD_RATIO = 10;

    private final ParameterStore store = new ParameterStore(DataType.FLOAT, SEED);
    private final Optimizer optimizer = new Sgd(new Sgd.Options(0.9, true, 1e-4));
    private final TrainingStep step;
    private final Batch batch;
    private long count;

    /** Builds the graph. */
    public StepWork(Backbone backbone, int batchSize, int pixels) {
        BridgingGap method = new BridgingGap(options());
        Set<String> terms = new LinkedHashSet<>();
        method.terms().stream().map(LossTerm::name).forEach(terms::add);
        ImageSize size = ImageSize.square(pixels);
        Networks.initialize(backbone, size, store);
        TrainingSetup setup = new TrainingSetup(
                backbone,
                method,
                (now, length) -> 1,
                LEARNING_RATE,
                HEAD_RATIO,
                size,
                BatchNormMode.TRAINING,
                new RunLength(1, batchSize, Long.MAX_VALUE),
                SEED);
        step = new TrainingStep(setup, store, NoiseSource.seeded(SEED), terms, Set.of(), PlannedExecutor::new);
        batch = RandomBatch.of(batchSize, pixels, backbone.head().classes());
    }

    private static BridgingGapOptions options() {
        return new BridgingGapOptions(
                new BridgingGapOptions.Similarity(0.5, 0.6, 0.1, Duration.ZERO),
                new BridgingGapOptions.Norm(0.15, BridgingGapOptions.Reference.MAX, Duration.ZERO),
                new BridgingGapOptions.Consistency(3, ConsistencyLoss.Detach.NONE, Duration.ZERO),
                new BridgingGapOptions.Dropout(0.8, 0.5, Optional.empty()));
    }

    @Override
    public void run() {
        GraphResult result = step.evaluate(batch, count);
        step.measure(result, batch);
        step.apply(result, batch, count++, optimizer);
    }

    @Override
    public void close() {
        step.close();
        optimizer.close();
        store.close();
        batch.images().close();
    }
}
