package org.wsol.core;

/** The content of a data set is missing or corrupt: an image, an annotation, a list. The command line exits with 4. */
public final class DataException extends WsolException {
    private static final long serialVersionUID = 1L;

    /** Names the file (and line) and what is wrong with it. */
    public DataException(String message) {
        super(message);
    }

    /** Names the file (and line) and what is wrong with it; keeps the technical cause. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
