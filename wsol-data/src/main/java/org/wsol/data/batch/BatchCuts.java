package org.wsol.data.batch;

import java.util.Arrays;

/**
 * The assignment of a pass's images to batches or to shards of batches.
 *
 * @param order positions in the split
 * @param batchSize images per batch; the last one may have fewer
 * @param shard the shard, from 0
 * @param shards number of shards per batch
 */
record BatchCuts(int[] order, int batchSize, int shard, int shards) {

    int[] indices(int batch) {
        int start = batch * batchSize;
        int size = Math.min(order.length - start, batchSize);
        return Arrays.copyOfRange(order, start + cut(size, shard), start + cut(size, shard + 1));
    }

    private int cut(int size, int part) {
        return (int) ((long) size * part / shards);
    }

    /** The maximum number of images per shard. */
    int most() {
        return (batchSize + shards - 1) / shards;
    }
}
