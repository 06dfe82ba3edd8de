package org.wsol.experiment.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A command of this program for a worker.
 *
 * @param name what it does, for lists: the name of a run
 * @param arguments as typed behind {@code wsol}; the command understands {@code --attached}, which is added
 * @param console the file its output is appended to
 */
public record WorkerCommand(String name, List<String> arguments, Path console) {

    /** Copies the arguments. */
    public WorkerCommand {
        arguments = List.copyOf(arguments);
    }
}
