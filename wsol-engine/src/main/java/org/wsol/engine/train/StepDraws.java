package org.wsol.engine.train;

import org.wsol.core.random.SplitMix64;

/**
 * The random numbers of steps.
 *
 * @param noise those of the graph
 * @param batchSteps those of changes to batches
 * @param seed those of computations outside the graph
 */
record StepDraws(NoiseSource noise, BatchSteps batchSteps, long seed) {

    /** Those of one shard, which has streams of its own. */
    static StepDraws ofShard(TrainingSetup setup, int shard) {
        long seed = SplitMix64.named(setup.seed(), "shard/" + shard).nextLong();
        return new StepDraws(
                NoiseSource.seeded(seed), new BatchSteps(setup.allBatchSteps().steps(), seed), seed);
    }
}
