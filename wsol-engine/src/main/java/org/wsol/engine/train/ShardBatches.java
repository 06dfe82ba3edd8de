package org.wsol.engine.train;

import java.util.List;
import java.util.Optional;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.train.StepListener.StepResult;

/** Steps that consist of the shards of a batch, of which this process computes some. */
abstract class ShardBatches implements StepBatches {
    /** The images of this process's shards. */
    final ShardImages shards;

    private final BatchLoader loader;

    ShardBatches(BatchLoader loader, ShardImages shards) {
        this.loader = loader;
        this.shards = shards;
    }

    @Override
    public final boolean next() {
        return shards.next();
    }

    @Override
    public final int position() {
        return shards.position();
    }

    @Override
    public final Optional<Batch> first() {
        return shards.present().stream().findFirst();
    }

    @Override
    public final long waitNanos() {
        return shards.waitNanos();
    }

    @Override
    public void close() {
        shards.close();
    }

    /** Fails if a loss is not finite. */
    final void requireNumbers(List<int[]> indices, long step, StepResult result) {
        StepBatches.requireNumbers(loader, indices, step, result);
    }
}
