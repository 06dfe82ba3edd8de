package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.ModelLookupMessages;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol compare}: the differences between two runs in configuration and metrics. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Shows in which configuration keys and metrics two runs differ.")
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The folder of a run.")
    private Path first;

    @Parameters(
            index = "1",
            paramLabel = "B",
            description = "The folder of another run. For sessions, several seeds and paired tests: wsol report A B.")
    private Path second;

    @Override
    public Integer call() {
        print(new RunComparison(named(first), named(second)), spec.commandLine().getOut());
        return 0;
    }

    private static RunFolder named(Path folder) {
        Optional<String> several = RunFiles.isRun(folder) ? Optional.empty() : ModelLookupMessages.severalRuns(folder);
        several.ifPresent(runs -> {
            throw new InvalidInputException(runs + "; 'wsol report A B' compares sessions");
        });
        return RunFiles.named(folder);
    }

    /** Prints all differences, or a message that there are none. */
    static void print(RunComparison comparison, PrintWriter out) {
        section("configuration", comparison.config(), out);
        section("computed from", comparison.identity(), out);
        section("computed with", comparison.surroundings(), out);
        section("numbers", comparison.metrics(), out);
        out.flush();
    }

    private static void section(String title, List<String> lines, PrintWriter out) {
        if (lines.isEmpty()) {
            out.println(title + ": no difference");
        } else {
            out.println(title + ":");
            lines.forEach(line -> out.println("  " + line));
        }
    }
}
