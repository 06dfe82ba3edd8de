package org.wsol.cli;

import org.wsol.cli.command.RootCommand;

/** The program {@code wsol}. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code: 0 success, 1 bug, 2 usage, 3 failed runs, 4 data, 130 interrupted. */
    public static void main(String[] arguments) {
        RootCommand.main(arguments);
    }
}
