package org.wsol.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;

/** The result table in Markdown, with the paired difference of the headline metric as last column. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /** The table's text; lines end with {@code \n}. */
    public static String of(Comparison comparison) {
        List<Metric> metrics = comparison.metrics();
        List<String> heads = new ArrayList<>(TextCells.heads(comparison));
        heads.add("Δ " + metrics.get(0).label() + " to " + comparison.baseline().tag());
        StringBuilder table = new StringBuilder(line(heads));
        table.append(heads.stream()
                .map(head -> head.equals("Method") ? "---" : "---:")
                .collect(asLine()));
        for (MethodRuns method : comparison.rows()) {
            List<String> row = new ArrayList<>(TextCells.row(comparison, method, " ± "));
            row.add(TextCells.difference(comparison, method, metrics.get(0)));
            table.append(line(row));
        }
        return table.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MarkdownTable::escape).collect(asLine());
    }

    static String escape(String cell) {
        return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
    }

    private static Collector<CharSequence, ?, String> asLine() {
        return Collectors.joining(" | ", "| ", " |\n");
    }
}
