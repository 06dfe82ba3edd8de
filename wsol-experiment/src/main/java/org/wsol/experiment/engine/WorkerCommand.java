package org.wsol.experiment.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A command of this program for a worker.
 *
 * @param name display name: the name of a run
 * @param arguments the arguments after {@code wsol}; the command must support {@code --attached}, which is added
 * @param console the file to which its output is appended
 * @param workers maximum number of workers for the command, a power of two; each gets {@code --exchange} with all
 *     addresses
 */
public record WorkerCommand(String name, List<String> arguments, Path console, int workers) {

    /** Copies the arguments. */
    public WorkerCommand {
        arguments = List.copyOf(arguments);
    }

    /** A command for one worker. */
    public WorkerCommand(String name, List<String> arguments, Path console) {
        this(name, arguments, console, 1);
    }
}
