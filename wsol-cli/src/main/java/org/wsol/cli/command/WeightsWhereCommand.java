package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wsol.core.download.Downloader.CacheFolder;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.engine.weights.WeightCatalogue.PublishedWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol weights where}: the folder of downloaded weight files. */
@Command(
        name = "where",
        mixinStandardHelpOptions = true,
        description = "Prints the folder of downloaded weight files and its contents.")
final class WeightsWhereCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(WeightCatalogue.folder().toAbsolutePath());
        for (PublishedWeights entry : WeightCatalogue.standard().entries()) {
            Path file = WeightCatalogue.folder().resolve(entry.file().name());
            if (Files.isRegularFile(file)) {
                out.println("  " + entry.name() + ": " + entry.file().name());
            }
        }
        out.flush();
        spec.commandLine()
                .getErr()
                .println("Files copied there under their published names are used; the variable " + CacheFolder.VARIABLE
                        + " names another folder.");
        spec.commandLine().getErr().flush();
        return ExitCode.OK;
    }
}
