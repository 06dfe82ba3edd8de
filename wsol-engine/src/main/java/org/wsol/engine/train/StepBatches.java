package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.TrainingException;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.StepListener.StepResult;

/** The images of one epoch's steps, and the computation of a step. */
interface StepBatches extends AutoCloseable {

    /** Moves to the next step with readable images; returns false after the last one. */
    boolean next();

    /** The position in the epoch of that step. */
    int position();

    /**
     * Runs the step, which updates the parameters.
     *
     * @return the results of the steps that are complete now: this one, or, when parameters are exchanged every few
     *     steps, none or all since the last exchange
     * @throws TrainingException if the loss is not finite; the parameters are not changed, or, when parameters are
     *     exchanged every few steps, undefined
     */
    List<StepResult> run(TrainingStep graph, long step, Optimizer optimizer);

    /** The images of this step, or of this process's first non-empty shard. */
    Optional<Batch> first();

    /** The time this process has waited for images so far. */
    long waitNanos();

    @Override
    void close();

    /** The batches from a position in an epoch. */
    static StepBatches of(
            BatchLoader loader,
            int epoch,
            int position,
            TrainingSetup setup,
            ParameterStore parameters,
            Sharding sharding) {
        if (sharding.shards() == 1) {
            return new WholeBatches(loader, epoch, position);
        }
        ShardImages shards = new ShardImages(loader, epoch, position, setup, sharding);
        return sharding.every() == 1
                ? new ShardedBatches(loader, shards, sharding)
                : new ReplicaBatches(loader, shards, parameters, sharding, setup.length());
    }

    /** The terms of a result that are not finite, with their values. */
    static List<String> notFinite(StepResult result) {
        List<String> bad = new ArrayList<>();
        result.terms().forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                bad.add(name + " = " + value);
            }
        });
        if (bad.isEmpty() && !Double.isFinite(result.total())) {
            bad.add("total = " + result.total());
        }
        return bad;
    }

    /**
     * Fails if a loss is not finite.
     *
     * @param indices the images of the step in the loader's split, for the message
     */
    static void requireNumbers(BatchLoader loader, List<int[]> indices, long step, StepResult result) {
        List<String> bad = notFinite(result);
        if (bad.isEmpty()) {
            return;
        }
        List<String> images = new ArrayList<>();
        for (int[] batch : indices) {
            for (int index : batch) {
                images.add(loader.split().imageId(index));
            }
        }
        throw new TrainingException("the loss is NaN or infinite at step " + step + ": "
                + String.join(", ", bad)
                + ". Images of the batch: " + String.join(", ", images)
                + ". A lower train.lr or a longer warm-up usually helps; the last checkpoint is kept.");
    }
}
