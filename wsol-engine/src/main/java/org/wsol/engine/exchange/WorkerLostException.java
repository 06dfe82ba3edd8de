package org.wsol.engine.exchange;

/**
 * Thrown when another worker of the same training is lost, silent or belongs to another attempt; the training can be
 * resumed from its checkpoint.
 */
public final class WorkerLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For implementations of {@link GradientExchange}.
     *
     * @param message which worker is lost
     * @param cause the failed connection
     */
    public WorkerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
