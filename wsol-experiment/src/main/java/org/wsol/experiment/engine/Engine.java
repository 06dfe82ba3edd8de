package org.wsol.experiment.engine;

import java.util.function.BooleanSupplier;

/**
 * Runs commands of this program on workers, each in a separate process. Workers have access to the same files under the
 * same paths as this process, including this program's installation. Closing the engine stops the workers. Thread-safe.
 */
public interface Engine extends AutoCloseable {

    /** The number of commands that run at the same time. */
    int slots();

    /** The number of threads per command. */
    int threads();

    /** A description in one line: address, version, workers. */
    String description();

    /**
     * Runs a command and waits for its end. If a worker is lost, the command is restarted on another one, as often as
     * the settings allow.
     *
     * @param command the command
     * @param stop polled several times a second; once it returns true, the command is asked to stop, after writing a
     *     checkpoint
     * @throws org.wsol.core.TrainingException if it cannot be run because its workers were lost too often or the engine
     *     itself was lost
     */
    WorkerExit run(WorkerCommand command, BooleanSupplier stop);

    @Override
    void close();

    /**
     * The outcome of a command on a worker.
     *
     * @param code its exit code
     * @param host the worker's host
     * @param asked whether it was asked to stop before it finished
     */
    record WorkerExit(int code, String host, boolean asked) {}
}
