package org.wsol.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.Scatter;

/** The result table in Markdown, with the paired difference of the first metric as last column. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /**
     * The table's text; lines end with {@code \n}.
     *
     * @param metrics the columns, at least one
     * @param scatter what is written next to a mean
     */
    public static String of(Comparison comparison, List<Metric> metrics, Scatter scatter) {
        List<String> heads = new ArrayList<>(TextCells.heads(metrics));
        heads.add("Δ " + metrics.get(0).label() + " to " + comparison.baseline().tag());
        StringBuilder table = new StringBuilder(line(heads));
        table.append(heads.stream()
                .map(head -> head.equals("Method") ? "---" : "---:")
                .collect(asLine()));
        for (MethodRuns method : comparison.rows()) {
            List<String> row = new ArrayList<>(
                    List.of(method.tag(), String.valueOf(method.runs().size())));
            metrics.forEach(metric -> row.add(TextCells.text(Cell.of(metric, method, comparison.baseline()), scatter)));
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
