package org.wsol.cli.bench;

import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Sgd;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.losses.BridgingGap;
import org.wsol.losses.BridgingGapOptions;
import org.wsol.losses.ConsistencyLoss;

/** The method used in measurements of training: all terms, active from the first step. */
final class MethodForBench {
    static final long SEED = 3;
    private static final double LEARNING_RATE = 1e-4;
    private static final double HEAD_RATIO = 10;

    private MethodForBench() {}

    static BridgingGap method() {
        return new BridgingGap(new BridgingGapOptions(
                new BridgingGapOptions.Similarity(0.5, BridgingGapOptions.Regions.SCALED, 0.6, 0.1, TrainingSpan.ZERO),
                new BridgingGapOptions.Norm(0.15, BridgingGapOptions.Reference.MAX, 0, TrainingSpan.ZERO),
                new BridgingGapOptions.Consistency(3, ConsistencyLoss.Detach.NONE, TrainingSpan.ZERO),
                new BridgingGapOptions.Dropout(0.8, 0.5, Optional.empty())));
    }

    /** Unlimited length: the measurement determines when to stop. */
    static TrainingSetup setup(Backbone backbone, ImageSize size, int batchSize, long stepsPerEpoch) {
        return new TrainingSetup(
                backbone,
                method(),
                (now, length) -> 1,
                LEARNING_RATE,
                HEAD_RATIO,
                Optional.empty(),
                size,
                BatchNormMode.TRAINING,
                new RunLength(stepsPerEpoch, batchSize, Long.MAX_VALUE),
                SEED);
    }

    static Optimizer optimizer() {
        return new Sgd(new Sgd.Options(0.9, true, 1e-4));
    }
}
