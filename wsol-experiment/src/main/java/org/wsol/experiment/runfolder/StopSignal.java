package org.wsol.experiment.runfolder;

/** Asks a long computation to end at the next suitable point. */
@FunctionalInterface
public interface StopSignal {

    /** Never. */
    StopSignal NEVER = () -> false;

    /** Whether to finish the current step, write a checkpoint and end. */
    boolean isRequested();
}
