package org.wsol.cli.terminal;

import java.util.OptionalInt;

/** The width of the terminal, which {@code ./wsol} passes in {@code COLUMNS}. */
public final class TerminalWidth {
    private TerminalWidth() {}

    /** The number of columns, if the environment contains a usable one. */
    public static OptionalInt given() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}")
                ? OptionalInt.of(Integer.parseInt(columns))
                : OptionalInt.empty();
    }
}
