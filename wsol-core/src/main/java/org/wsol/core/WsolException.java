package org.wsol.core;

import java.util.Objects;

/**
 * An error the user can act on: its message names what is wrong, where (file, line, key) and the remedy. Everything else
 * that is thrown is a defect of the program.
 */
public sealed class WsolException extends RuntimeException
        permits InvalidInputException, DataException, StorageException, TrainingException {
    private static final long serialVersionUID = 1L;

    /** An error with a message fit for a user. */
    protected WsolException(String message) {
        super(message);
    }

    /** An error with a message fit for a user, and its technical cause. */
    protected WsolException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, where, and the remedy. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "every constructor takes a message");
    }
}
