package org.wsol.experiment.engine;

/**
 * How a command on a worker ended.
 *
 * @param code its exit code
 * @param host the worker's host
 * @param asked whether it was asked to end before it was done
 */
public record WorkerExit(int code, String host, boolean asked) {}
