package org.wsol.report.table;

import java.util.ArrayList;
import java.util.List;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;

/** The result table as rows of text, shared by the table formats. */
final class TextCells {
    private TextCells() {}

    /** Column heads: method, seeds, metrics. */
    static List<String> heads(Comparison comparison) {
        List<String> heads = new ArrayList<>(List.of("Method", "Seeds"));
        comparison.metrics().stream().map(Metric::label).forEach(heads::add);
        return heads;
    }

    /** A tag's row; numbers are written {@code mean ± deviation} with the given sign between them. */
    static List<String> row(Comparison comparison, MethodRuns method, String plusMinus) {
        List<String> row = new ArrayList<>(
                List.of(method.tag(), String.valueOf(method.runs().size())));
        for (Metric metric : comparison.metrics()) {
            row.add(text(Cell.of(metric, method, comparison.baseline()), plusMinus));
        }
        return row;
    }

    static String text(Cell cell, String plusMinus) {
        return cell.spread()
                .map(spread -> Figures.plain(spread.mean())
                        + (spread.standardDeviation().isPresent()
                                ? plusMinus
                                        + Figures.plain(
                                                spread.standardDeviation().getAsDouble())
                                : ""))
                .orElse(Figures.NONE);
    }

    /** A cell with the interval of the mean instead of the deviation: {@code 64.6 (59.7 to 69.5)}. */
    static String withInterval(Cell cell) {
        return cell.spread()
                .map(spread -> Figures.plain(spread.mean())
                        + cell.interval()
                                .map(range -> " (" + Figures.range(range) + ")")
                                .orElse(""))
                .orElse(Figures.NONE);
    }

    /** The paired difference of a metric to the baseline with its interval; empty text for the baseline. */
    static String difference(Comparison comparison, MethodRuns method, Metric metric) {
        return Cell.of(metric, method, comparison.baseline())
                .difference()
                .map(difference -> Figures.signed(difference.mean())
                        + difference
                                .interval()
                                .map(range -> " (" + Figures.signedRange(range) + ")")
                                .orElse(""))
                .orElse("");
    }
}
