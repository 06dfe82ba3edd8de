package org.wsol.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.wsol.core.InvalidInputException;

/** Checks that the name of an output file fits its format, so that no result of another command is replaced. */
final class OutputName {
    private OutputName() {}

    /** Fails unless the file has one of the endings. */
    static void require(Path file, List<String> endings) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (endings.stream().noneMatch(name::endsWith)) {
            throw new InvalidInputException("--out " + file + ": the name must end in " + String.join(" or ", endings)
                    + ", for example --out result" + endings.get(0));
        }
    }
}
