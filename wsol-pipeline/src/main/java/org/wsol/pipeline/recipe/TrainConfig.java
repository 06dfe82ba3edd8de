package org.wsol.pipeline.recipe;

import java.util.List;
import java.util.Optional;
import org.wsol.config.schema.KeyProblem;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.core.component.ExchangeInterval;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.pipeline.recipe.InstalledComponents.ComponentKinds;

/** The section {@code train}. */
public record TrainConfig(
        @Setting(doc = "Length of the training: epochs, steps or images.", defaultValue = "20 epochs")
        TrainingSpan epochs,

        @Setting(doc = "Images per step.", defaultValue = "32", min = 1, max = 65536)
        int batch,

        @Setting(
                doc = "Number of shards that every batch is divided into, a power of two; each has its own random"
                        + " numbers and its own statistics of batch normalisation, and workers of an engine"
                        + " (docs/scale.md) share them: the result depends on the number of shards, not of workers.",
                defaultValue = "1",
                min = 1,
                max = 1024)
        int shards,

        @Setting(
                doc = "How often shards exchange what they learned. every step: their gradients. every 8 steps, for"
                        + " slow networks: each shard trains its own parameters, which are averaged after every 8th"
                        + " step of an epoch and at its end; checkpoints, evaluations and stops wait for an exchange."
                        + " Needs shards of 2 or more.",
                defaultValue = "every step")
        ExchangeInterval exchange,

        @Setting(
                doc = "Element type of feature maps, their gradients and what convolutions multiply: float32; bfloat16,"
                        + " with half the memory, on processors with AVX-512 BF16 or AMX; auto: bfloat16 where"
                        + " supported. Parameters, optimizer, losses and sums are float32.",
                defaultValue = "float32")
        PrecisionChoice precision,

        @Setting(doc = "Learning rate of the backbone.", defaultValue = "0.005", min = 0, exclusiveMin = true)
        double lr,

        @Setting(
                doc = "Learning rate of the new layers as a multiple of lr.",
                defaultValue = "10",
                min = 0,
                exclusiveMin = true)
        double headLrRatio,

        @Setting(
                doc = "Which parameters learn at lr x headLrRatio: new-layers (the head and the layers of the method)"
                        + " or reference (the groups of the reference evaluation, Choe et al. 2020: on ResNet-50 layer4"
                        + " and fc).",
                defaultValue = "new-layers")
        RateGrouping lrGroups,

        @Setting(
                doc =
                        "Changes to every training batch before the network, in order, in addition to those of the method; for example [{name: has, grid: 56}].")
        List<BatchStepConfig> batchSteps,

        @Setting(
                doc = "Maximum norm of the gradient over all parameters; a larger gradient is scaled down to it."
                        + " Absent: no limit. metrics.jsonl has the norm of every step.",
                min = 0,
                exclusiveMin = true)
        Optional<Double> clipNorm,

        @Setting(doc = "How gradients change parameters.", defaultValue = "{name: sgd}")
        OptimizerConfig optimizer,

        @Setting(doc = "How the learning rate changes over time.", defaultValue = "{name: multistep}")
        ScheduleConfig schedule,

        @Setting(doc = "Checkpoints to resume from and to predict with.")
        CheckpointConfig checkpoint) {

    /**
     * Rejects a length in percent, which has no reference, a number of shards that is not a power of two or exceeds the
     * batch size, and an exchange every few steps without shards.
     */
    public TrainConfig {
        if (Integer.bitCount(shards) != 1 || shards > batch) {
            throw new KeyProblem(
                    "shards", "must be a power of two and at most train.batch, which is " + batch + "; was " + shards);
        }
        if (shards == 1 && exchange.steps() > 1) {
            throw new KeyProblem(
                    "exchange",
                    "'" + exchange + "' needs train.shards of 2 or more, was 1: a single shard has nothing to exchange;"
                            + " set train.shards, or leave train.exchange out");
        }
        if (epochs.unit() == TrainingSpan.Unit.PERCENT) {
            throw new KeyProblem(
                    "epochs",
                    "the length of the training cannot be given in percent, was '" + epochs
                            + "'; write for example '20 epochs', '5000 steps' or '100000 images'");
        }
    }

    /** One entry of {@code train.batchSteps}: all keys but the name belong to the step. */
    public record BatchStepConfig(
            @Selector(kind = ComponentKinds.BATCH_STEP, key = "name") @Setting(doc = "The step, by name.")
            Selection selection) {}

    /** The section {@code train.optimizer}: all keys but the name belong to the optimizer. */
    public record OptimizerConfig(
            @Selector(kind = ComponentKinds.OPTIMIZER, key = "name")
            @Setting(doc = "The optimizer, by name.", defaultValue = "sgd")
            Selection selection) {}

    /** The section {@code train.schedule}: all keys but the name belong to the schedule. */
    public record ScheduleConfig(
            @Selector(kind = ComponentKinds.SCHEDULE, key = "name")
            @Setting(doc = "The schedule, by name.", defaultValue = "multistep")
            Selection selection) {}
}
