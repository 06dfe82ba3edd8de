package org.wsol.engine.train;

import org.wsol.core.InvalidInputException;
import org.wsol.engine.exchange.GradientExchange;

/**
 * How a training is cut into shards, and which of them this process computes: as many as every other worker, in order. The number
 * of shards decides the result; the number of workers does not.
 *
 * @param shards how many parts every batch has, a power of two
 * @param exchange the workers
 */
public record Sharding(int shards, GradientExchange exchange) {

    /**
     * Refuses numbers that cannot be.
     *
     * @throws InvalidInputException when there are more workers than shards
     */
    public Sharding {
        if (Integer.bitCount(shards) != 1) {
            throw new InvalidInputException("train.shards must be a power of two, was " + shards);
        }
        if (exchange.workers() > shards) {
            throw new InvalidInputException("a training of " + shards + " shards cannot use " + exchange.workers()
                    + " workers; raise train.shards, which makes it another training");
        }
    }

    /** Batches as they are, in this process alone. */
    public static Sharding none() {
        return new Sharding(1, GradientExchange.alone());
    }

    /** How many shards each worker computes. */
    int count() {
        return shards / exchange.workers();
    }

    /** The first shard of this worker. */
    int first() {
        return exchange.rank() * count();
    }
}
