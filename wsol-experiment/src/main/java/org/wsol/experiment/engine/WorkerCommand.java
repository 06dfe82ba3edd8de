package org.wsol.experiment.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A command of this program for a worker.
 *
 * @param name what it does, for lists: the name of a run
 * @param arguments as typed behind {@code wsol}; the command understands {@code --attached}, which is added
 * @param console the file its output is appended to
 * @param workers how many workers may carry it out together, a power of two; each gets {@code --exchange} with all addresses
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
