package org.wsol.core;

/** A training run cannot continue, for example because its loss is no longer a number. */
public final class TrainingException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Names the step, what happened and the remedy. */
    public TrainingException(String message) {
        super(message);
    }
}
