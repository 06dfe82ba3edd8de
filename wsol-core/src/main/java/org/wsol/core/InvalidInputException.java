package org.wsol.core;

/** What the user typed or named cannot be used: a key, a value, a path, a file format. The command line exits with 2. */
public final class InvalidInputException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Names what is wrong, where, and the remedy. */
    public InvalidInputException(String message) {
        super(message);
    }

    /** Names what is wrong, where, and the remedy; keeps the technical cause. */
    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
