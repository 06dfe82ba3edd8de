package org.wsol.engine.train;

import org.wsol.core.InvalidInputException;
import org.wsol.core.component.ExchangeInterval;
import org.wsol.engine.exchange.GradientExchange;

/**
 * The division of a training into shards, and the shards computed by this process: the same number as every other
 * worker, in order. The number of shards and the interval affect the result; the number of workers does not.
 *
 * @param shards number of shards per batch, a power of two
 * @param interval every step: gradients are exchanged; else each shard trains its own parameters, which are averaged
 *     at {@link ExchangePoints}
 * @param exchange the workers
 */
public record Sharding(int shards, ExchangeInterval interval, GradientExchange exchange) {

    /**
     * Rejects invalid numbers.
     *
     * @throws InvalidInputException if there are more workers than shards, or a single shard that exchanges every few
     *     steps
     */
    public Sharding {
        if (Integer.bitCount(shards) != 1) {
            throw new InvalidInputException("train.shards must be a power of two, was " + shards);
        }
        if (shards == 1 && interval.steps() > 1) {
            throw new InvalidInputException("a training with train.shards of 1 cannot exchange " + interval
                    + "; raise train.shards, or leave train.exchange out");
        }
        if (exchange.workers() > shards) {
            throw new InvalidInputException("a training of " + shards + " shards cannot use " + exchange.workers()
                    + " workers; raise train.shards, which makes it another training");
        }
    }

    /** Undivided batches, in this process only. */
    public static Sharding none() {
        return new Sharding(1, ExchangeInterval.EVERY_STEP, GradientExchange.alone());
    }

    /** The number of steps between exchanges. */
    int every() {
        return interval.steps();
    }

    /** The number of shards per worker. */
    int count() {
        return shards / exchange.workers();
    }

    /** The first shard of this worker. */
    int first() {
        return exchange.rank() * count();
    }
}
