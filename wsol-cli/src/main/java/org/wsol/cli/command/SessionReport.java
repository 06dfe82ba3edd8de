package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.cli.terminal.TextTable;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunLock;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.RunResult;
import org.wsol.experiment.internal.session.SessionResult;
import org.wsol.experiment.results.LeftOutImages;
import org.wsol.experiment.results.LeftOutImages.LeftOut;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.report.Report;
import org.wsol.report.summary.SeedStatistics;
import picocli.CommandLine;

/** Prints the results of a session: a table, all failures, and how to continue. */
final class SessionReport {
    private static final Logger LOG = LoggerFactory.getLogger(SessionReport.class);
    private static final int GALLERY_LIMIT = 60;
    private static final int SHOWN = 10;
    private static final int FEW_RUNS = 3;

    private SessionReport() {}

    static void print(SessionResult result, CommandLine line) {
        PrintWriter out = line.getOut();
        table(result.results()).lines().forEach(out::println);
        if (result.done() > 0) {
            out.println("percent; docs/reference/metrics.md explains each");
        }
        notLocalized(result).ifPresent(out::println);
        out.println();
        out.println("results: " + result.folder().path());
        runs(result, out);
        out.flush();
        PrintWriter err = line.getErr();
        result.results().forEach(run -> leftOut(run, err));
        page(result, out, err);
        failures(result, line);
        result.busy()
                .forEach(busy -> err.println(busy.run().folderName() + ": "
                        + busy.folder()
                                .map(folder -> "computed by " + RunLock.describeOwner(folder.path()))
                                .orElse("computed elsewhere")));
        if (!result.open().isEmpty()) {
            err.println(
                    result.results().size() == 1
                            ? "The run is not complete; the same command resumes it."
                            : result.open().size() + " of " + result.results().size()
                                    + " runs are not complete; the same command resumes them.");
        }
        err.flush();
    }

    /** Repeats the failures of several runs, and tells how they are computed again. */
    private static void failures(SessionResult result, CommandLine line) {
        boolean isVisible = result.results().size() == 1
                && result.results().get(0).entry().isComputed(); // its message was printed when it ended
        if (!isVisible) {
            result.failures().forEach(failure -> line.getErr()
                    .println(line.getColorScheme()
                            .errorText(failure.run().folderName() + " " + SessionPrinter.failureInShort(failure))));
        }
        // a run without a folder is new for the next command
        if (result.failures().stream()
                .flatMap(failure -> failure.folder().stream())
                .anyMatch(folder -> RunFiles.isRun(folder.path()))) {
            boolean retries = line.getCommandSpec().findOption(SessionMixin.RETRY) != null;
            line.getErr()
                    .println("Once the cause is removed, the same command "
                            + (retries ? "with '" + SessionMixin.RETRY + "' computes failed runs" : "computes it")
                            + " again.");
        }
    }

    /** The folders of a few runs, and of those that an earlier session computed, which are not in this one's folder. */
    private static void runs(SessionResult result, PrintWriter out) {
        List<Path> all = result.results().stream()
                .filter(run -> run.status().state() == RunState.DONE)
                .flatMap(run -> run.folder().stream())
                .map(RunFolder::path)
                .toList();
        List<Path> shown = all.size() <= FEW_RUNS
                ? all
                : all.stream()
                        .filter(run -> !run.startsWith(result.folder().path()))
                        .toList();
        shown.stream().limit(SHOWN).forEach(run -> out.println("run: " + run));
        if (shown.size() > SHOWN) {
            out.println("and more of earlier sessions: " + (shown.size() - SHOWN) + ", listed in "
                    + SessionIndex.FILE_NAME);
        }
    }

    /** The reason why nothing was scored or localized, if applicable. */
    private static Optional<String> notLocalized(SessionResult result) {
        return result.results().stream()
                .flatMap(run -> run.folder().stream())
                .flatMap(folder -> reason(missing(folder)).stream())
                .findFirst();
    }

    private static Optional<String> reason(Map<String, String> missing) {
        return Optional.ofNullable(missing.get("test"))
                .map(why -> "Nothing was scored: " + why + ".")
                .or(() -> Optional.ofNullable(missing.get("localization")).map(why -> why + "."));
    }

    private static Map<String, String> missing(RunFolder folder) {
        try {
            return Files.exists(folder.metrics())
                    ? RunMetrics.read(folder.metrics()).missing()
                    : Map.of();
        } catch (WsolException damaged) {
            LOG.warn("ignored, because it is damaged: {}", damaged.getMessage());
            return Map.of();
        }
    }

    /** Lists the images a run could not read, which are not included in the table and the page. */
    private static void leftOut(RunResult result, PrintWriter err) {
        List<LeftOut> images =
                result.folder().map(folder -> LeftOutImages.read(folder.path())).orElse(List.of());
        if (images.isEmpty()) {
            return;
        }
        err.println(result.run().folderName() + ": " + LeftOutImages.count(images) + " could not be read and "
                + (images.size() == 1 ? "was" : "were") + " skipped:");
        images.stream().limit(SHOWN).forEach(image -> err.println("  " + image.split() + ": " + image.reason()));
        if (images.size() > SHOWN) {
            err.println("  and " + (images.size() - SHOWN) + " more, in " + LeftOutImages.FILE_NAME
                    + " of the run's folder");
        }
    }

    /** Builds the report page if a run is complete; a failure does not affect the results. */
    private static void page(SessionResult result, PrintWriter out, PrintWriter err) {
        if (result.done() == 0) {
            return;
        }
        Path folder = result.folder().path();
        Path page = folder.resolve("report.html");
        try {
            String title = result.results().get(0).run().experiment().name() + " / " + folder.getFileName();
            Report report = Report.of(List.of(folder), Optional.empty());
            report.writePage(page, title, GALLERY_LIMIT);
            out.println("report: " + page);
            if (report.hasMaps()) {
                out.println();
                out.println("maps of the same networks (evaluation.maps):");
                out.print(report.mapsMarkdown().replace("±", "+-").replace("–", "-"));
            }
        } catch (RuntimeException e) {
            LOG.debug("no report page", e);
            err.println("the report page could not be made: " + e.getMessage() + "; 'wsol report " + folder
                    + "' tries again");
        }
        out.flush();
    }

    static int exitCode(SessionResult result) {
        if (result.interrupted()) {
            return Errors.INTERRUPTED;
        } else if (result.storageFailed()) {
            return Errors.DATA;
        }
        return result.failures().isEmpty() && result.busy().isEmpty() ? 0 : Errors.RUNS_FAILED;
    }

    private static TextTable table(List<RunResult> results) {
        Set<String> metrics = new LinkedHashSet<>();
        results.forEach(result -> metrics.addAll(summary(result).keySet()));
        List<String> headings = new ArrayList<>(List.of("run", "seed", "state"));
        headings.addAll(metrics);
        TextTable table = new TextTable(headings);
        for (RunResult result : results) {
            Map<String, String> summary = summary(result);
            List<String> row = new ArrayList<>(List.of(
                    result.run().tag(), String.valueOf(result.run().experiment().seed()), result.state()));
            metrics.forEach(metric -> row.add(summary.getOrDefault(metric, "-")));
            table.row(row);
        }
        seedRows(results, metrics, table);
        centreRow(results, metrics, table);
        return table;
    }

    /** The score of a Gaussian in the middle of every image, if all runs were scored on the same images. */
    private static void centreRow(List<RunResult> results, Set<String> metrics, TextTable table) {
        List<Localization> found = results.stream()
                .flatMap(result -> result.folder().stream())
                .flatMap(folder -> centre(folder).stream())
                .distinct()
                .toList();
        if (found.size() == 1) {
            Localization centre = found.get(0);
            Map<String, OptionalDouble> values = Map.of(
                    "maxBoxAccV2", centre.maxBoxAccV2(),
                    "box30", centre.boxAccAt("30"),
                    "box50", centre.boxAccAt("50"),
                    "box70", centre.boxAccAt("70"));
            List<String> row = new ArrayList<>(List.of("centre baseline", "-", "-"));
            metrics.forEach(metric -> {
                OptionalDouble value = values.getOrDefault(metric, OptionalDouble.empty());
                row.add(value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-");
            });
            table.row(row);
        }
    }

    private static Optional<Localization> centre(RunFolder folder) {
        try {
            return Files.exists(folder.metrics())
                    ? RunMetrics.read(folder.metrics()).centreBaseline()
                    : Optional.empty();
        } catch (WsolException damaged) {
            return Optional.empty(); // reported with the metrics of the run itself
        }
    }

    /** One row per method with several complete seeds: mean and standard deviation. */
    private static void seedRows(List<RunResult> results, Set<String> metrics, TextTable table) {
        Map<String, List<RunResult>> methods = new LinkedHashMap<>();
        results.stream()
                .filter(result -> result.status().state() == RunState.DONE)
                .forEach(result -> methods.computeIfAbsent(
                                result.run().identity().row(), row -> new ArrayList<>())
                        .add(result));
        methods.forEach((key, runs) -> {
            if (runs.size() > 1) {
                List<String> row =
                        new ArrayList<>(List.of(runs.get(0).run().tag(), "all " + runs.size(), "mean +- std"));
                metrics.forEach(metric -> row.add(spread(runs, metric)));
                table.row(row);
            }
        });
    }

    private static String spread(List<RunResult> runs, String metric) {
        List<Double> values = new ArrayList<>();
        for (RunResult run : runs) {
            if (run.folder().map(SessionReport::numbers).orElse(Map.of()).get(metric) instanceof Number number) {
                values.add(number.doubleValue());
            }
        }
        return SeedStatistics.of(values)
                .map(found -> found.standardDeviation().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%.2f +- %.2f",
                                found.mean(),
                                found.standardDeviation().getAsDouble())
                        : String.format(Locale.ROOT, "%.2f", found.mean()))
                .orElse("-");
    }

    private static Map<String, String> summary(RunResult result) {
        return result.folder()
                .map(SessionReport::numbers)
                .map(SessionReport::rounded)
                .orElse(Map.of());
    }

    /** The metrics of a run; empty if it is not complete or its file is damaged, which is reported. */
    private static Map<String, Object> numbers(RunFolder folder) {
        try {
            return Files.exists(folder.summary()) ? Json.read(folder.summary()) : Map.of();
        } catch (WsolException damaged) {
            LOG.warn("ignored, because it is damaged: {}", damaged.getMessage());
            return Map.of();
        }
    }

    /** The summary of a run, rounded for a table; empty if it is not complete. */
    static Map<String, String> summary(RunFolder folder) {
        return Files.exists(folder.summary()) ? rounded(Json.read(folder.summary())) : Map.of();
    }

    private static Map<String, String> rounded(Map<String, Object> numbers) {
        Map<String, String> shown = new LinkedHashMap<>();
        numbers.forEach((name, value) -> shown.put(
                name,
                value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : String.valueOf(value)));
        return shown;
    }
}
