package org.wsol.report.table;

import java.util.List;
import java.util.stream.Collectors;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MethodRuns;

/** The result table as a LaTeX {@code tabular} with rules of the {@code booktabs} package. */
public final class LatexTable {
    private LatexTable() {}

    /** The table's text; lines end with {@code \n}. */
    public static String of(Comparison comparison) {
        List<String> heads = TextCells.heads(comparison);
        StringBuilder table = new StringBuilder("% needs \\usepackage{booktabs}\n");
        table.append("\\begin{tabular}{l").append("r".repeat(heads.size() - 1)).append("}\n\\toprule\n");
        table.append(line(heads)).append("\\midrule\n");
        for (MethodRuns method : comparison.methods()) {
            table.append(line(TextCells.row(comparison, method, " ± ")));
        }
        return table.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(LatexTable::escape).collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').append(c);
                case '±' -> escaped.append("$\\pm$");
                case '–' -> escaped.append("--");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
