package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Counted;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.report.curves.CurveSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol curves}: plots values logged during training, for a page or a paper. */
@Command(
        name = "curves",
        description = "Draws logged metrics of one or more runs as an SVG image. The report contains all metrics of the"
                + " runs of a session; this command draws selected ones, also for runs of several sessions.",
        mixinStandardHelpOptions = true)
final class CurvesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
    private List<Path> runs = List.of();

    @Option(
            names = "--of",
            paramLabel = "COLUMN",
            required = true,
            split = ",",
            description = "Columns of epochs.csv, separated by commas: validation.maxBoxAccV2,train.loss_norm.")
    private List<String> columns = List.of();

    @Option(
            names = "--labels",
            paramLabel = "NAME",
            split = ",",
            description = "Labels of the runs, separated by commas. Default: the names of their folders.")
    private List<String> labels = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "curves.svg",
            description = "The SVG file to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("curves.svg");

    @Option(names = "--overwrite", description = "Replaces the file even if wsol did not write it.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        OutputName.require(out, List.of(".svg"));
        if (!overwrite) {
            OwnFiles.requireOwn(out);
        }
        if (!labels.isEmpty() && labels.size() != runs.size()) {
            throw new InvalidInputException("--labels has " + Counted.of(labels.size(), "name") + " for "
                    + Counted.of(runs.size(), "run") + "; give one per run");
        }
        List<String> names = labels.isEmpty()
                ? runs.stream().map(run -> String.valueOf(run.getFileName())).toList()
                : labels;
        OwnFiles.writeText(out, CurveSheet.of(runs, names, columns), overwrite);
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
