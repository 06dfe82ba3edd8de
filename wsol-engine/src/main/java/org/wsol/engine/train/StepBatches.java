package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.TrainingException;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
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
     * @throws TrainingException if the loss is not finite; the parameters are not changed
     */
    StepResult run(TrainingStep graph, long step, Optimizer optimizer);

    /** The images of this step, or of this process's first non-empty shard. */
    Optional<Batch> first();

    /** The time this process has waited for images so far. */
    long waitNanos();

    @Override
    void close();

    /** The batches from a position in an epoch. */
    static StepBatches of(BatchLoader loader, int epoch, int position, TrainingSetup setup, Sharding sharding) {
        return sharding.shards() == 1
                ? new WholeBatches(loader, epoch, position)
                : new ShardedBatches(loader, epoch, position, setup, sharding);
    }

    /** Fails if a loss is not finite. */
    static void requireNumbers(BatchLoader loader, List<Batch> batches, long step, StepResult result) {
        List<String> bad = new ArrayList<>();
        result.terms().forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                bad.add(name + " = " + value);
            }
        });
        if (bad.isEmpty() && Double.isFinite(result.total())) {
            return;
        }
        List<String> images = new ArrayList<>();
        for (Batch batch : batches) {
            for (int index : batch.indices()) {
                images.add(loader.split().imageId(index));
            }
        }
        throw new TrainingException("the loss is NaN or infinite at step " + step + ": "
                + String.join(", ", bad.isEmpty() ? List.of("total = " + result.total()) : bad)
                + ". Images of the batch: " + String.join(", ", images)
                + ". A lower train.lr or a longer warm-up usually helps; the last checkpoint is kept.");
    }
}
