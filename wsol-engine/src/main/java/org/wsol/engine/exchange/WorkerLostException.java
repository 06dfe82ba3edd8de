package org.wsol.engine.exchange;

/** Another worker of the same training is gone, silent or of another attempt; the training can go on from its checkpoint. */
public final class WorkerLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
