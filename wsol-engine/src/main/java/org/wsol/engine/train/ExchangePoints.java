package org.wsol.engine.train;

/**
 * The steps of a training after which all shards have the same parameters: at regular intervals within an epoch, and
 * after its last step. Only then is a network evaluated or saved.
 *
 * @param every number of steps between exchanges, at least 1
 * @param length the sizes of the run
 */
public record ExchangePoints(int every, RunLength length) {

    /** Whether the shards have exchanged parameters after the given number of steps of the run. */
    public boolean contains(long done) {
        return atOrAfter(done) == done;
    }

    /** The next point, if the given number of steps is not one; unchanged if it is beyond the end of the run. */
    public long atOrAfter(long done) {
        if (done <= 0 || done > length.totalSteps()) {
            return done;
        }
        long start = startOfEpoch(done);
        long intervals = (done - start + every - 1) / every;
        return Math.min(start + Math.min(intervals * every, length.stepsPerEpoch()), length.totalSteps());
    }

    /** The last point before the given number of steps, or 0. */
    public long before(long done) {
        long start = startOfEpoch(done);
        return start + (done - start - 1) / every * every;
    }

    /** The number of steps before the epoch of the given step, which is at least 1. */
    private long startOfEpoch(long done) {
        return (done - 1) / length.stepsPerEpoch() * length.stepsPerEpoch();
    }
}
