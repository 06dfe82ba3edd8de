package org.wsol.experiment.internal.runfolder;

/** Thrown to abort interruptible work when the user asked to stop; the same command repeats it. */
public final class WorkStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkStoppedException(String task) {
        super("stopped in: " + task);
    }
}
