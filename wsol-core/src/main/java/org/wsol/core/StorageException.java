package org.wsol.core;

/**
 * A disk or folder cannot be written, read or locked: it is full, read-only, or its permissions are missing. What was
 * written before stays. The command line exits with 4.
 */
public final class StorageException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Names the file or folder, what went wrong and the remedy. */
    public StorageException(String message) {
        super(message);
    }

    /**
     * What could not be done, with the system's own reason behind it.
     *
     * @param attempt in words, with the file or folder: {@code cannot write runs/a/status.json}
     */
    public StorageException(String attempt, Throwable cause) {
        super(attempt + ": " + reason(cause), cause);
    }
}
