package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.wsol.pipeline.ModelArchives;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol archive check}: verifies the checksums of a file and runs its examples. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Verifies the checksums of .wsol files and runs their examples: the maps must equal those of the"
                + " machine that wrote the file, to 1e-4 of the largest value. Exit code 4 if they differ.")
public final class ArchiveCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that 'wsol export' wrote.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean passed = true;
        for (Path file : files) {
            ModelArchives.Check check = ModelArchives.check(file);
            passed &= check.passed();
            out.println(String.format(
                    Locale.ROOT,
                    "%s: checksums correct; %d examples, largest difference %.1e of the largest value: %s",
                    file,
                    check.examples(),
                    check.largestDifference(),
                    check.passed() ? "as where it was written" : "MORE THAN " + ModelArchives.TOLERANCE));
            out.flush();
        }
        return passed ? 0 : Errors.DATA;
    }
}
