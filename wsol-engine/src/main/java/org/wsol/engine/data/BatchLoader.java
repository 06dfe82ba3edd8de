package org.wsol.engine.data;

import java.util.Optional;
import org.wsol.core.data.DataSplit;

/**
 * Converts a data split to batches of tensors. The content of a batch depends only on the seed, the epoch and the
 * position, not on timing or the number of threads.
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
     * @param epoch from 0; determines order and augmentation
     * @param firstBatch number of batches to skip without decoding, for resuming within an epoch
     */
    BatchStream epoch(int epoch, int firstBatch);

    /**
     * Starts a pass over one shard of every batch: the images from {@code n * shard / shards} on, of n. A shard of a
     * small batch may be empty.
     *
     * @param shard from 0
     * @param shards number of shards per batch
     */
    BatchStream shard(int epoch, int firstBatch, int shard, int shards);

    /** Frees threads and buffers. */
    @Override
    void close();

    /** The batches of one pass over a data split, in order. Not thread-safe; close it when done. */
    interface BatchStream extends AutoCloseable {

        /**
         * The next batch, or empty after the last one. Blocks until it is decoded.
         *
         * @throws org.wsol.core.DataException if an image cannot be read and the loader is configured to fail
         */
        Optional<Batch> next();

        /**
         * The position in the epoch of the batch last returned by {@link #next}, from 0. Batches without readable
         * images are skipped, so positions may have gaps.
         */
        int position();

        /** Nanoseconds that the caller has waited for this stream so far. */
        long waitNanos();

        /** Stops decoding and frees buffers. */
        @Override
        void close();
    }
}
