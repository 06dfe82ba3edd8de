package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.TrainingException;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.train.StepListener.StepResult;

/** The images of one epoch's steps, and how a step is made of them. */
interface StepBatches extends AutoCloseable {

    /** Goes to the next step that can be carried out; false after the last one. */
    boolean next();

    /** The position in the epoch of that step. */
    int position();

    /**
     * Carries it out: the parameters are changed.
     *
     * @throws TrainingException when the loss is no longer a number; parameters are those before
     */
    StepResult run(TrainingStep graph, long step, Optimizer optimizer);

    /** The images of this step, or of the first of its shards that this process computes and that has some. */
    Optional<Batch> first();

    /** How long this process has waited for images so far. */
    long waitNanos();

    @Override
    void close();

    /** Those from a position in an epoch. */
    static StepBatches of(BatchLoader loader, int epoch, int position, TrainingSetup setup, Sharding sharding) {
        return sharding.shards() == 1
                ? new WholeBatches(loader, epoch, position)
                : new ShardedBatches(loader, epoch, position, setup, sharding);
    }

    /** Fails when a loss is no longer a number. */
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
