package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Counted;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.report.Report;
import org.wsol.report.summary.Scatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates a page and tables from runs. */
@Command(
        name = "report",
        description = "Builds one self-contained HTML page, and tables, from runs or sessions.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN_OR_SWEEP",
            arity = "1..*",
            description = "Run or session folders; several are compared on one page.")
    private List<Path> sources = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The page (default: report.html in the first folder).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--baseline",
            paramLabel = "TAG",
            description = "The method that all others are compared with (default: the first).")
    private Optional<String> baseline = Optional.empty();

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the page (default: the folder's name).")
    private Optional<String> title = Optional.empty();

    @Option(
            names = "--gallery",
            paramLabel = "N",
            defaultValue = "60",
            description = "Embed up to N test images (default: ${DEFAULT-VALUE}; 0 for none).")
    private int gallery;

    @Option(names = "--overwrite", description = "Replaces the page even if wsol did not write it.")
    private boolean overwrite;

    @Option(names = "--markdown", description = "Also prints the table in Markdown.")
    private boolean markdown;

    @Option(
            names = "--csv",
            description = "Also prints the table as comma-separated values, one line per method and metric.")
    private boolean csv;

    @Option(names = "--latex", description = "Also prints the table as LaTeX tabular.")
    private boolean latex;

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "METRIC",
            description = "The metrics of the printed tables, for example maxBoxAccV2,top1Loc (default: all).")
    private List<String> metrics = List.of();

    @Option(
            names = "--intervals",
            description =
                    "Tables in Markdown and LaTeX have 95 %% intervals of the means instead of standard deviations.")
    private boolean intervals;

    @Option(
            names = "--maps",
            description = "Prints the results of the maps of evaluation.maps instead of the run's own.")
    private boolean maps;

    @Override
    public Integer call() {
        requireTable();
        if (gallery < 0) {
            throw new InvalidInputException("--gallery " + gallery + ": must be 0 or more");
        }
        out.ifPresent(file -> OutputName.require(file, List.of(".html", ".htm")));
        Path page = out.orElseGet(() -> sources.get(0).resolve("report.html"));
        if (!overwrite) {
            OwnFiles.requireOwn(page); // before the page is computed
        }
        Report report = Report.of(sources, baseline);
        PlanWarnings.damaged(report.damaged(), spec.commandLine().getErr());
        report.imagesNote().ifPresent(note -> spec.commandLine().getErr().println("warning: " + note));
        if (report.unfinished() > 0) {
            spec.commandLine()
                    .getErr()
                    .println("note: " + Counted.of(report.unfinished(), "run")
                            + " without results " + (report.unfinished() == 1 ? "is" : "are")
                            + " not in the tables (failed, interrupted or still running)");
        }
        String tables = tables(report); // before the page is written, because a metric may be unknown
        List<String> unreadable = report.writePage(page, title.orElseGet(this::folderName), gallery, overwrite);
        spec.commandLine().getOut().print(tables);
        spec.commandLine().getOut().flush();
        tell(page, unreadable);
        return 0;
    }

    /** Options of printed tables have no effect on the page, which shows everything. */
    private void requireTable() {
        boolean prints = markdown || csv || latex;
        if (!prints && (maps || intervals || !metrics.isEmpty())) {
            throw new InvalidInputException(
                    "--metrics, --intervals and --maps are for printed tables: add --markdown, --csv or --latex");
        }
        if (maps && (intervals || !metrics.isEmpty())) {
            throw new InvalidInputException("--metrics and --intervals do not apply to the table of --maps");
        }
        if (csv && intervals && !markdown && !latex) {
            throw new InvalidInputException("--intervals has no effect on --csv, which has deviations and intervals");
        }
    }

    private String folderName() {
        Path folder = sources.get(0).toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(folder.getParent())
                .flatMap(p -> Optional.ofNullable(p.getFileName()))
                .orElse(folder);
        return parent + " / " + folder.getFileName();
    }

    private String tables(Report report) {
        Scatter scatter = intervals ? Scatter.INTERVAL : Scatter.DEVIATION;
        StringBuilder tables = new StringBuilder();
        if (markdown) {
            tables.append(maps ? report.mapsMarkdown() : report.markdown(metrics, scatter));
        }
        if (csv) {
            tables.append(maps ? report.mapsCsv() : report.csv(metrics));
        }
        if (latex) {
            tables.append(maps ? report.mapsLatex() : report.latex(metrics, scatter));
        }
        return tables.toString();
    }

    /** If a table is printed, the page's path is printed to standard error so that the table can be piped. */
    private void tell(Path page, List<String> unreadable) {
        boolean piped = markdown || csv || latex;
        PrintWriter writer =
                piped ? spec.commandLine().getErr() : spec.commandLine().getOut();
        if (!unreadable.isEmpty()) {
            writer.println(Counted.of(unreadable.size(), "photo") + " could not be read, shown in grey, for example "
                    + unreadable.get(0));
        }
        writer.println("report: " + page);
        writer.flush();
    }
}
