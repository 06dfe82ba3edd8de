package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.data.Dataset;
import org.wsol.data.convert.DatasetConverter;
import org.wsol.data.convert.DatasetConverter.AnnotationFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol data convert}: writes the annotations of a data set in another format. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Writes the annotations of a data set in another format; images stay where they are.")
final class DataConvertCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE_OR_FOLDER", description = "A data set folder, or an experiment file.")
    private Path dataset;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Changes to the experiment file, for example data.root=photos.")
    private List<String> changes = List.of();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description = "The format: ${COMPLETION-CANDIDATES}.")
    private AnnotationFormat format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to; created if missing.")
    private Path folder;

    @Override
    public Integer call() {
        Dataset opened = DatasetArgument.open(dataset, changes, TerminalProgress.create())
                .sized();
        PrintWriter out = spec.commandLine().getOut();
        DatasetConverter.convert(opened, format, folder).forEach(written -> out.println("wrote " + written));
        out.flush();
        return ExitCode.OK;
    }
}
