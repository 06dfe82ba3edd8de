package org.wsol.engine.train;

/** How the learning rate changes over a run. */
@FunctionalInterface
public interface Schedule {

    /**
     * The factor on the base learning rate.
     *
     * @param step the optimizer step, from 0
     * @param length the sizes of the run
     */
    double factor(long step, RunLength length);
}
