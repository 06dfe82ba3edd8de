package org.wsol.experiment.engine;

/**
 * The outcome of a command on a worker.
 *
 * @param code its exit code
 * @param host the worker's host
 * @param asked whether it was asked to stop before it finished
 */
public record WorkerExit(int code, String host, boolean asked) {}
