package org.wsol.data.image;

import java.util.Objects;

/** Thrown when the content of an image file cannot be used; the message states the reason, the caller adds the file. */
public final class ImageFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the problem of the content. */
    public ImageFormatException(String message) {
        super(message);
    }

    /** Creates an exception with the problem of the content and its cause. */
    public ImageFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The problem of the content. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "every constructor takes a message");
    }
}
