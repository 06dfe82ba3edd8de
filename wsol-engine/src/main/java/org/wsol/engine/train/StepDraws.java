package org.wsol.engine.train;

import org.wsol.core.random.SplitMix64;

/**
 * The random numbers of steps.
 *
 * @param noise random numbers of the graph
 * @param batchSteps random numbers of batch steps
 * @param seed seed of computations outside the graph
 */
record StepDraws(NoiseSource noise, BatchSteps batchSteps, long seed) {

    /** The random numbers of one shard, which has its own streams. */
    static StepDraws ofShard(TrainingSetup setup, int shard) {
        long seed = SplitMix64.named(setup.seed(), "shard/" + shard).nextLong();
        return new StepDraws(
                NoiseSource.seeded(seed), new BatchSteps(setup.allBatchSteps().steps(), seed), seed);
    }
}
