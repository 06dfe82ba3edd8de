package org.wsol.config.override;

import java.util.List;
import java.util.stream.Collectors;

/** Quotes arguments for pasting into a shell. */
public final class ShellWords {
    private ShellWords() {}

    /** One argument, in single quotes if a shell would change it. */
    public static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_.,:=+/%@-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** Several arguments, with spaces between them. */
    public static String line(List<String> arguments) {
        return arguments.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }
}
