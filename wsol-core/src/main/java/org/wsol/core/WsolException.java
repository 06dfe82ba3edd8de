package org.wsol.core;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/**
 * An error the user can act on. Its message names the problem, its location (file, line, key) and the remedy. Any other
 * exception is a bug in the program.
 */
public sealed class WsolException extends RuntimeException
        permits InvalidInputException, DataException, StorageException, TrainingException {
    private static final long serialVersionUID = 1L;

    /** Creates an error with a message for the user. */
    protected WsolException(String message) {
        super(message);
    }

    /** Creates an error with a message for the user and its technical cause. */
    protected WsolException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The problem, its location and the remedy. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "every constructor takes a message");
    }

    /**
     * Describes why a file could not be read or written. For some errors the Java exception has only the path as its
     * message, and the reason follows from the exception's type.
     */
    public static String reason(Throwable cause) {
        if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return reason(unchecked.getCause());
        } else if (cause instanceof AccessDeniedException) {
            return "permission denied";
        } else if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return "no such file or folder";
        } else if (cause instanceof FileAlreadyExistsException) {
            return "a file of that name already exists";
        } else if (cause instanceof NotDirectoryException) {
            return "it is not a folder";
        } else if (cause instanceof FileSystemLoopException loop) {
            return "the link " + loop.getFile() + " leads back to one of its parent folders";
        } else if (cause instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        } else if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return "no such address";
        } else if (cause instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
