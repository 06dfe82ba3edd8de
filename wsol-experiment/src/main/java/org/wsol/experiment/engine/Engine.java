package org.wsol.experiment.engine;

import java.util.function.BooleanSupplier;

/**
 * Carries out commands of this program on workers, each in a process of its own. Workers see the same files under the same
 * paths as this process, and this program's installation among them. Closing it ends the workers. Safe for several threads.
 */
public interface Engine extends AutoCloseable {

    /** How many commands it carries out at a time. */
    int slots();

    /** How many threads each command may use. */
    int threads();

    /** A description in one line: address, version, workers. */
    String description();

    /**
     * Carries out a command and waits for its end. When a worker is lost, the command is started again on another one, as
     * often as the settings allow.
     *
     * @param command what is carried out
     * @param stop asked several times a second; once it returns true, the command is asked to end; it writes a
     *     checkpoint first
     * @throws org.wsol.core.TrainingException if it cannot be carried out: its workers were lost too often, or the
     *     engine itself
     */
    WorkerExit run(WorkerCommand command, BooleanSupplier stop);

    @Override
    void close();
}
