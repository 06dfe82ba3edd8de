package org.wsol.engine.data;

import org.wsol.core.data.DataSplit;

/**
 * Turns a data split into batches of tensors. The content of a batch depends on the seed, the epoch and the position
 * only, never on timing or the number of threads.
 */
public interface BatchLoader extends AutoCloseable {

    /** The split the images come from. */
    DataSplit split();

    /** Images per batch; the last batch of a pass may be smaller. */
    int batchSize();

    /** Batches per pass. */
    int batchesPerEpoch();

    /**
     * Starts a pass.
     *
     * @param epoch from 0; decides order and augmentation
     * @param firstBatch how many batches to skip without decoding them, for resuming inside an epoch
     */
    BatchStream epoch(int epoch, int firstBatch);

    /**
     * Starts a pass over one part of every batch: the images from {@code n * shard / shards} on, of n. A part may be empty
     * where a batch is small.
     *
     * @param shard from 0
     * @param shards how many parts a batch is cut into
     */
    BatchStream shard(int epoch, int firstBatch, int shard, int shards);

    /** Frees threads and buffers. */
    @Override
    void close();
}
