package org.wsol.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wsol.core.InvalidInputException;
import org.wsol.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a page and tables from runs. */
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
            description = "The method all others are compared to (default: the first).")
    private Optional<String> baseline = Optional.empty();

    @Option(names = "--title", paramLabel = "TEXT", description = "Heading of the page (default: the folder's name).")
    private Optional<String> title = Optional.empty();

    @Option(
            names = "--gallery",
            paramLabel = "N",
            defaultValue = "60",
            description = "Embed up to N test images (default: ${DEFAULT-VALUE}; 0 for none).")
    private int gallery;

    @Option(names = "--markdown", description = "Also prints the table in Markdown.")
    private boolean markdown;

    @Option(
            names = "--csv",
            description = "Also prints the table as comma-separated values, a line per method and metric.")
    private boolean csv;

    @Option(names = "--latex", description = "Also prints the table as LaTeX tabular.")
    private boolean latex;

    @Override
    public Integer call() {
        if (gallery < 0) {
            throw new InvalidInputException("--gallery " + gallery + ": must be 0 or more");
        }
        Report report = Report.of(sources, baseline);
        PlanWarnings.damaged(report.damaged(), spec.commandLine().getErr());
        Path page = out.orElseGet(() -> sources.get(0).resolve("report.html"));
        List<String> unreadable = writePage(report, page);
        print(report);
        tell(page, unreadable);
        return 0;
    }

    private List<String> writePage(Report report, Path page) {
        try {
            return report.writePage(page, title.orElseGet(this::folderName), gallery);
        } catch (IOException e) {
            throw new InvalidInputException(
                    page + ": cannot be written: " + e.getMessage() + "; name another with --out", e);
        }
    }

    private String folderName() {
        Path folder = sources.get(0).toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(folder.getParent())
                .flatMap(p -> Optional.ofNullable(p.getFileName()))
                .orElse(folder);
        return parent + " / " + folder.getFileName();
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(report.markdown());
        }
        if (csv) {
            out.print(report.csv());
        }
        if (latex) {
            out.print(report.latex());
        }
        out.flush();
    }

    /** Where a table is printed, the page's path goes to the error stream so that the table can be piped. */
    private void tell(Path page, List<String> unreadable) {
        boolean piped = markdown || csv || latex;
        PrintWriter writer =
                piped ? spec.commandLine().getErr() : spec.commandLine().getOut();
        if (!unreadable.isEmpty()) {
            writer.println(unreadable.size() + " photos could not be read and are left grey on the page, for example "
                    + unreadable.get(0));
        }
        writer.println("report: " + page);
        writer.flush();
    }
}
