package org.wsol.core;

/** Thrown when a training run cannot continue, for example because its loss is not finite. */
public final class TrainingException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that names the step, the problem and the remedy. */
    public TrainingException(String message) {
        super(message);
    }
}
