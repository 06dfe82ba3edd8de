package org.wsol.data.batch;

import java.util.Arrays;

/**
 * Which images of a pass are in which batch, or in one part of it.
 *
 * @param order positions in the split
 * @param batchSize images in a whole batch; the last one may have fewer
 * @param shard which part, from 0
 * @param shards how many parts a batch has
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

    /** The most images a part has. */
    int most() {
        return (batchSize + shards - 1) / shards;
    }
}
