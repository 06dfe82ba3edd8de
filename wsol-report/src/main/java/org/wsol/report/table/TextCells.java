package org.wsol.report.table;

import java.util.ArrayList;
import java.util.List;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.Scatter;
import org.wsol.report.summary.SeedStatistics;

/** The result table as rows of text, shared by the table formats. */
final class TextCells {
    private TextCells() {}

    /** Column heads: method, seeds, metrics. */
    static List<String> heads(List<Metric> metrics) {
        List<String> heads = new ArrayList<>(List.of("Method", "Seeds"));
        metrics.stream().map(Metric::label).forEach(heads::add);
        return heads;
    }

    /** A mean with its scatter: {@code 64.6 ± 2.0} or {@code 64.6 (59.7 to 69.5)}. */
    static String text(Cell cell, Scatter scatter) {
        return cell.spread()
                .map(spread -> Figures.plain(spread.mean()) + scatter(cell, spread, scatter))
                .orElse(Figures.NONE);
    }

    private static String scatter(Cell cell, SeedStatistics spread, Scatter scatter) {
        return switch (scatter) {
            case DEVIATION ->
                spread.standardDeviation().isPresent()
                        ? " ± " + Figures.plain(spread.standardDeviation().getAsDouble())
                        : "";
            case INTERVAL ->
                cell.interval().map(range -> " (" + Figures.range(range) + ")").orElse("");
        };
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
