package org.wsol.engine.train;

/** Hears of training as it goes. Called on the training thread. */
public interface StepListener {

    /**
     * A step is done.
     *
     * @param epoch from 0
     * @param nextStep the number of steps done so far
     * @param speed of this epoch so far
     */
    default void stepDone(int epoch, long nextStep, StepResult result, TrainingSpeed speed) {}

    /** An epoch is done; parameters may be read, saved and evaluated. */
    default void epochDone(EpochSummary summary) {}

    /** Asked after every step: whether training should stop here, to be resumed later. */
    default boolean stopRequested() {
        return false;
    }
}
