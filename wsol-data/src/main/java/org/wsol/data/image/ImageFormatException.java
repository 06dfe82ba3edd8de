package org.wsol.data.image;

import java.util.Objects;

/** The content of an image file cannot be used; the message says why, the caller adds which file. */
public final class ImageFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with what is wrong with the content. */
    public ImageFormatException(String message) {
        super(message);
    }

    /** Creates the exception with what is wrong with the content and its cause. */
    public ImageFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong with the content. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "every constructor takes a message");
    }
}
