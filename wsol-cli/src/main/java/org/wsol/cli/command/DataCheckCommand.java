package org.wsol.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.DataException;
import org.wsol.core.progress.Progress;
import org.wsol.data.check.CheckReport;
import org.wsol.data.check.DatasetChecker;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code wsol data check}: what is wrong with a data set and what to do about it. Exits with 4 when results would
 * suffer.
 */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads every image and list of a data set; reports what is wrong and what to do about it.")
final class DataCheckCommand implements Callable<Integer> {
    private static final int DATA_ERROR = 4;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE_OR_FOLDER", description = "A data set folder, or an experiment file.")
    private Path dataset;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Changes to the experiment file, for example data.root=photos.")
    private List<String> changes = List.of();

    @Option(names = "--json", description = "Prints the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        CheckReport report = check(TerminalProgress.create());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            out.println(mapper.writeValueAsString(report.toMap()));
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.hasErrors() ? DATA_ERROR : ExitCode.OK;
    }

    /** The report; a list that cannot be read is a finding like the others, so that there is one form for all. */
    private CheckReport check(Progress progress) {
        DatasetArgument opened;
        try {
            opened = DatasetArgument.open(dataset, changes, progress);
        } catch (DataException e) {
            return CheckReport.unreadable(dataset.toString(), e);
        }
        return new DatasetChecker(opened.decoder(), progress).check(opened.dataset());
    }
}
