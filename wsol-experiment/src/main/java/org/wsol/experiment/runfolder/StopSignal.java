package org.wsol.experiment.runfolder;

/** Tells a long computation that it should end at the next good moment. */
@FunctionalInterface
public interface StopSignal {

    /** Never. */
    StopSignal NEVER = () -> false;

    /** Whether to finish the current step, write a checkpoint and end. */
    boolean isRequested();
}
