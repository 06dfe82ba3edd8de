package org.wsol.core;

/** Thrown when user input cannot be used: a key, a value, a path or a file format. The command line exits with 2. */
public final class InvalidInputException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that names the problem, its location and the remedy. */
    public InvalidInputException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a message that names the problem, its location and the remedy, and with the technical
     * cause.
     */
    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
