package org.wsol.engine.data;

import java.util.Optional;
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

    /** The batches of one pass over a data split, in order. Not safe for use by several threads; close it when done. */
    interface BatchStream extends AutoCloseable {

        /**
         * The next batch, or empty after the last one. Blocks until it is decoded.
         *
         * @throws org.wsol.core.DataException when an image cannot be read and the loader is set to fail
         */
        Optional<Batch> next();

        /**
         * The position in the epoch of the batch that {@link #next} gave last, from 0. Batches in which no image could be read
         * are not given out, so that positions may have gaps.
         */
        int position();

        /** Nanoseconds that the caller has waited for this stream so far. */
        long waitNanos();

        /** Stops decoding and frees buffers. */
        @Override
        void close();
    }
}
