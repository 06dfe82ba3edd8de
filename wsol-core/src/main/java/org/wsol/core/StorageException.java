package org.wsol.core;

/**
 * Thrown when a disk or folder cannot be written, read or locked because it is full, read-only or not accessible. Files
 * written earlier are kept. The command line exits with 4.
 */
public final class StorageException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that names the file or folder, the problem and the remedy. */
    public StorageException(String message) {
        super(message);
    }

    /**
     * Creates an exception from the failed action; the reason given by the operating system is appended.
     *
     * @param attempt the failed action, with the file or folder: {@code cannot write runs/a/status.json}
     */
    public StorageException(String attempt, Throwable cause) {
        super(attempt + ": " + reason(cause), cause);
    }
}
