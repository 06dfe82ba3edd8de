package org.wsol.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.Counted;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Converts errors to short messages and exit codes. */
final class Errors {
    /** A bug in the program. */
    static final int DEFECT = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;
    /** Some runs failed. */
    static final int RUNS_FAILED = 3;
    /** Missing or corrupt data, or a disk that cannot be written or read. */
    static final int DATA = 4;
    /** Ended by the user. */
    static final int INTERRUPTED = 130;

    private Errors() {}

    static int report(Exception error, CommandLine failed, boolean debug) {
        PrintWriter err = failed.getErr();
        if (error instanceof WsolException expected) {
            print(failed, expected.getMessage());
        } else if (isOfFiles(error)) {
            print(failed, file(error) + "cannot be read or written: " + WsolException.reason(error));
        } else {
            print(failed, "internal error: " + error + (debug ? "" : " ('--debug' shows where)"));
        }
        if (debug) {
            error.printStackTrace(err);
        }
        err.flush();
        return code(error);
    }

    private static boolean isOfFiles(Exception error) {
        return error instanceof IOException || error instanceof UncheckedIOException;
    }

    private static String file(Exception error) {
        Throwable cause = error instanceof UncheckedIOException ? error.getCause() : error;
        return cause instanceof FileSystemException named && named.getFile() != null
                ? named.getFile() + " "
                : "a file or connection ";
    }

    static int reportUsage(ParameterException error, String[] arguments) {
        CommandLine failed = error.getCommandLine();
        Optional<String> misspelt = misspeltCommand(error);
        if (misspelt.isPresent()) {
            print(failed, misspelt.get());
            failed.getErr().flush();
            return USAGE;
        }
        print(failed, String.valueOf(error.getMessage()));
        Optional<String> key = keyAsOption(error);
        if (key.isPresent()) {
            failed.getErr().println(key.get());
        } else if (!UnmatchedArgumentException.printSuggestions(error, failed.getErr())
                && !String.valueOf(error.getMessage()).contains("--help")) {
            failed.getErr().println("'" + failed.getCommandSpec().qualifiedName() + " --help' shows how it is used.");
        }
        failed.getErr().flush();
        return USAGE;
    }

    /** {@code --data.root=photos} is recognised as a key of the experiment file. */
    private static Optional<String> keyAsOption(ParameterException error) {
        return error instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .filter(typed -> typed.matches("--[A-Za-z]+\\.[A-Za-z.]+.*"))
                        .findFirst()
                        .map(typed -> "keys of the experiment file have no dashes and an equals sign: "
                                + (typed.contains("=") ? typed.substring(2) : typed.substring(2) + "=..."))
                : Optional.empty();
    }

    private static Optional<String> misspeltCommand(ParameterException error) {
        var commands = error.getCommandLine().getSubcommands().keySet();
        if (!(error instanceof UnmatchedArgumentException unmatched) || commands.isEmpty()) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().get(0);
        return typed.startsWith("-")
                ? Optional.empty()
                : Optional.of("there is no command '" + typed + "'" + Suggestion.forName(typed, commands)
                        + "; 'wsol --help' lists them");
    }

    /**
     * Lists the images that could not be read.
     *
     * @return the exit code: of success if there are none
     */
    static int skipped(List<String> skipped, int images, PrintWriter err) {
        if (skipped.isEmpty()) {
            return 0;
        }
        err.println(skipped.size() + " of " + Counted.of(images, "image") + " could not be read and "
                + (skipped.size() == 1 ? "was" : "were") + " skipped:");
        skipped.forEach(image -> err.println("  " + image));
        err.flush();
        return DATA;
    }

    private static void print(CommandLine failed, String message) {
        var scheme = failed.getColorScheme();
        String[] lines = message.split("\n", -1);
        for (String line : lines) {
            failed.getErr().println(scheme.errorText("error: ").toString() + line);
        }
    }

    static int code(Exception error) {
        if (error instanceof InvalidInputException) {
            return USAGE;
        } else if (error instanceof DataException || error instanceof StorageException || isOfFiles(error)) {
            return DATA;
        }
        return error instanceof WsolException ? RUNS_FAILED : DEFECT;
    }
}
