package org.wsol.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.Scatter;

/** The result table as a LaTeX {@code tabular} with rules of the {@code booktabs} package. */
public final class LatexTable {
    private LatexTable() {}

    /**
     * The table's text; lines end with {@code \n}. The best mean of a metric is bold.
     *
     * @param metrics the columns, at least one
     * @param scatter what is written next to a mean
     */
    public static String of(Comparison comparison, List<Metric> metrics, Scatter scatter) {
        List<String> heads = TextCells.heads(metrics);
        StringBuilder table = new StringBuilder("% needs \\usepackage{booktabs}; percent, mean and "
                + (scatter == Scatter.INTERVAL ? intervals(comparison, metrics) : "standard deviation over seeds")
                + "\n");
        table.append("\\begin{tabular}{l").append("r".repeat(heads.size() - 1)).append("}\n\\toprule\n");
        table.append(line(heads.stream().map(LatexTable::escape).toList())).append("\\midrule\n");
        for (MethodRuns method : comparison.rows()) {
            boolean isMethod = comparison.methods().contains(method);
            table.append(isMethod ? "" : "\\midrule\n");
            List<String> cells = new ArrayList<>(List.of(
                    escape(method.tag()),
                    isMethod ? String.valueOf(method.runs().size()) : "--"));
            for (Metric metric : metrics) {
                Cell cell = Cell.of(metric, method, comparison.baseline());
                String text = escape(TextCells.text(cell, scatter));
                cells.add(isBest(metric, method, comparison) ? "\\textbf{" + text + "}" : text);
            }
            table.append(line(cells));
        }
        return table.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String intervals(Comparison comparison, List<Metric> columns) {
        boolean any = comparison.rows().stream()
                .anyMatch(method -> columns.stream().anyMatch(metric -> Cell.of(metric, method, comparison.baseline())
                        .interval()
                        .isPresent()));
        return any ? "its 95 \\% interval over seeds, with one seed over images" : "no intervals are known";
    }

    private static boolean isBest(Metric metric, MethodRuns method, Comparison comparison) {
        OptionalDouble best = comparison.methods().stream()
                .map(other -> mean(metric, other))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
        OptionalDouble own = mean(metric, method);
        return comparison.methods().size() > 1
                && comparison.onOtherImages().isEmpty()
                && comparison.methods().contains(method)
                && own.isPresent()
                && own.getAsDouble() >= best.orElse(Double.POSITIVE_INFINITY);
    }

    private static OptionalDouble mean(Metric metric, MethodRuns method) {
        return method.values(metric::of).stream().mapToDouble(value -> value).average();
    }

    static String line(List<String> cells) {
        return String.join(" & ", cells) + " \\\\\n";
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').append(c);
                case '±' -> escaped.append("$\\pm$");
                case '–' -> escaped.append("--");
                case '−' -> escaped.append("$-$");
                case '×' -> escaped.append("$\\times$");
                case 'Δ' -> escaped.append("$\\Delta$");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
