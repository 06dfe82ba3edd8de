package org.wsol.experiment.internal.runfolder;

/** Thrown out of work that may be left at any time, when the user asked to stop; the same command does it again. */
public final class WorkStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkStoppedException(String task) {
        super("stopped in: " + task);
    }
}
