package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wsol.cli.runs.Json;
import org.wsol.cli.runs.RunFolder;
import org.wsol.cli.session.RunResult;
import org.wsol.cli.session.SessionResult;
import org.wsol.cli.terminal.TextTable;
import picocli.CommandLine;

/** Prints what came of a session: one table, every failure again, how to go on. */
final class SessionReport {
    private SessionReport() {}

    static void print(SessionResult result, CommandLine line) {
        PrintWriter out = line.getOut();
        table(result.results()).lines().forEach(out::println);
        out.println();
        out.println("results: " + result.folder().path());
        out.flush();
        PrintWriter err = line.getErr();
        for (RunResult failure : result.failures()) {
            err.println(line.getColorScheme()
                    .errorText(failure.run().folderName() + " " + SessionPrinter.failure(failure)));
        }
        if (!result.failures().isEmpty()) {
            err.println("'--retry-failed' computes failed runs again.");
        }
        if (!result.open().isEmpty()) {
            err.println(result.open().size() + " of " + result.results().size()
                    + " runs are not complete; the same command goes on with them.");
        }
        err.flush();
    }

    static int exitCode(SessionResult result) {
        if (result.interrupted()) {
            return Errors.INTERRUPTED;
        }
        return result.failures().isEmpty() ? 0 : Errors.RUNS_FAILED;
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
        return table;
    }

    private static Map<String, String> summary(RunResult result) {
        return result.folder().map(SessionReport::summary).orElse(Map.of());
    }

    /** The summary of a run, rounded for a table; empty while it is not complete. */
    static Map<String, String> summary(RunFolder folder) {
        Map<String, String> shown = new LinkedHashMap<>();
        if (Files.exists(folder.summary())) {
            Json.read(folder.summary())
                    .forEach((name, value) -> shown.put(
                            name,
                            value instanceof Number number
                                    ? String.format(Locale.ROOT, "%.2f", number.doubleValue())
                                    : String.valueOf(value)));
        }
        return shown;
    }
}
