package org.wsol.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.eval.interchange.ScoreMapReport;
import org.wsol.eval.metric.LocalizationReport;

/** The results of score maps as a self-contained HTML page. */
final class ScoreMapPage {
    private static final String STYLE = "body{font:15px system-ui,sans-serif;margin:2rem;max-width:60rem}"
            + "td,th{padding:.2rem .8rem;text-align:right}td:first-child,th:first-child{text-align:left}"
            + "pre{overflow:auto;background:#f4f4f4;padding:1rem}";

    private ScoreMapPage() {}

    static void write(Path file, ScoreMapReport report, String table) {
        String title = escaped(report.dataset() + " " + report.split());
        String page = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>" + title + "</title><style>"
                + STYLE + "</style>\n<h1>" + title + "</h1>\n<table><tr><th></th><th>MaxBoxAccV2</th><th>MaxBoxAcc</th>"
                + "<th>GT-known Loc</th></tr>"
                + row(report.protocol(), report.boxes())
                + row("oracle", report.oracle())
                + row("centre baseline", report.centre())
                + "</table>\n<pre>" + escaped(table) + "</pre>\n</html>\n";
        OwnFiles.writeText(file, page, false);
    }

    private static String row(String name, Optional<LocalizationReport> report) {
        return report.map(found -> "<tr><td>" + escaped(name) + "</td>" + cell(found.maxBoxAccV2())
                        + cell(found.maxBoxAcc()) + cell(found.gtKnown()) + "</tr>")
                .orElse("");
    }

    private static String cell(Optional<Double> value) {
        return "<td>"
                + value.map(number -> String.format(java.util.Locale.ROOT, "%.2f", number))
                        .orElse("–") + "</td>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
