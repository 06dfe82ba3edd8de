package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TextTable;
import org.wsol.engine.weights.WeightCatalogue;
import org.wsol.engine.weights.WeightCatalogue.PublishedWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol weights list}: the weight files available for download. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the known published weight files and which of them are downloaded.")
final class WeightsListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TextTable table = new TextTable(List.of("name", "backbone", "MB", "here", "licence", "SHA-256", "address"));
        for (PublishedWeights entry : WeightCatalogue.standard().entries()) {
            boolean here = Files.isRegularFile(
                    WeightCatalogue.folder().resolve(entry.file().name()));
            table.row(List.of(
                    entry.name(),
                    entry.network(),
                    Integer.toString(entry.megabytes()),
                    here ? "yes" : "",
                    entry.licence(),
                    entry.file().checksum().orElseThrow() + "...",
                    entry.file().address().toString()));
        }
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.println();
        out.println(WeightsGetCommand.TERMS);
        out.flush();
        return ExitCode.OK;
    }
}
