package org.wsol.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.SeedStatistics;

/**
 * The table of all tags and metrics.
 *
 * @param metrics column headers
 * @param rows one per tag
 * @param baseline the reference tag of differences
 * @param severalSeeds whether any tag has more than one run
 * @param hasDifferences whether there is a tag other than the baseline
 * @param missing metrics that no run has, with the reason
 */
record ResultsView(
        List<Metric> metrics,
        List<Row> rows,
        String baseline,
        boolean severalSeeds,
        boolean hasDifferences,
        List<Missing> missing) {

    /** A metric that no run has. */
    record Missing(String metric, String reason) {}

    /** A tag. */
    record Row(String tag, int series, boolean isBaseline, int seeds, List<Shown> cells) {}

    /**
     * A cell as text; texts may be empty.
     *
     * @param trend {@code up}, {@code down} or {@code same}: whether the difference's interval excludes zero
     * @param note the reason for a missing metric
     */
    record Shown(
            String mean,
            String scatter,
            String interval,
            String difference,
            String differenceInterval,
            String trend,
            String note,
            double sort,
            boolean best) {}

    static ResultsView of(Comparison comparison) {
        List<Metric> metrics = comparison.metrics();
        List<Row> rows = new ArrayList<>();
        List<MethodRuns> methods = comparison.rows();
        for (int i = 0; i < methods.size(); i++) {
            MethodRuns method = methods.get(i);
            List<Shown> cells = metrics.stream()
                    .map(metric -> shown(metric, method, comparison))
                    .toList();
            boolean isBaseline = comparison.methods().size() > 1 && method.equals(comparison.baseline());
            rows.add(new Row(
                    method.tag(), Series.of(i), isBaseline, method.runs().size(), cells));
        }
        boolean several = rows.stream().anyMatch(row -> row.seeds() > 1);
        List<Missing> missing = comparison.missing().entrySet().stream()
                .map(entry -> new Missing(entry.getKey(), entry.getValue()))
                .toList();
        return new ResultsView(
                metrics,
                rows,
                comparison.baseline().tag(),
                several,
                comparison.methods().size() > 1,
                missing);
    }

    private static Shown shown(Metric metric, MethodRuns method, Comparison comparison) {
        Cell cell = Cell.of(metric, method, comparison.baseline());
        if (cell.spread().isEmpty()) {
            return new Shown(
                    Figures.NONE,
                    "",
                    "",
                    "",
                    "",
                    "",
                    cell.missing().orElse("not measured"),
                    Double.NEGATIVE_INFINITY,
                    false);
        }
        SeedStatistics spread = cell.spread().get();
        return new Shown(
                Figures.plain(spread.mean()),
                spread.standardDeviation().isPresent()
                        ? "± " + Figures.plain(spread.standardDeviation().getAsDouble())
                        : "",
                cell.interval().map(Figures::range).map(ResultsView::breakable).orElse(""),
                cell.difference().map(d -> Figures.signed(d.mean())).orElse(""),
                cell.difference()
                        .flatMap(SeedStatistics::interval)
                        .map(Figures::signedRange)
                        .map(ResultsView::breakable)
                        .orElse(""),
                trend(cell.difference()),
                "",
                spread.mean(),
                comparison.onOtherImages().isEmpty()
                        && comparison.methods().contains(method)
                        && spread.mean() >= best(metric, comparison));
    }

    /** A range with a line break allowed only before its upper end. */
    private static String breakable(String range) {
        return range.replace(" to ", "\u00a0to ");
    }

    private static String trend(Optional<SeedStatistics> difference) {
        return difference
                .flatMap(SeedStatistics::interval)
                .map(range -> range.lower() > 0 ? "up" : range.upper() < 0 ? "down" : "same")
                .orElse("same");
    }

    private static double best(Metric metric, Comparison comparison) {
        return comparison.methods().stream()
                .flatMap(method -> SeedStatistics.of(method.values(metric::of)).stream())
                .mapToDouble(SeedStatistics::mean)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
