package org.wsol.report.table;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wsol.experiment.results.TestScores.Interval;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.SeedStatistics;

/** The result table as comma-separated values, one line per method and metric with all digits, for other programs. */
public final class CsvTable {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                    "method",
                    "metric",
                    "seeds",
                    "mean",
                    "standard_deviation",
                    "interval_low",
                    "interval_high",
                    "baseline",
                    "difference",
                    "difference_low",
                    "difference_high")
            .get();

    private CsvTable() {}

    /**
     * The table's text; lines end with {@code \n}.
     *
     * @param metrics the metrics of every method, in order
     */
    public static String of(Comparison comparison, List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (MethodRuns method : comparison.rows()) {
                for (Metric metric : metrics) {
                    print(printer, comparison, method, metric);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing text to memory failed", e);
        }
        return text.toString();
    }

    private static void print(CSVPrinter printer, Comparison comparison, MethodRuns method, Metric metric)
            throws IOException {
        Cell cell = Cell.of(metric, method, comparison.baseline());
        printer.printRecord(
                method.tag(),
                metric.key(),
                cell.spread().map(SeedStatistics::count).orElse(0),
                text(cell.mean()),
                text(cell.spread().map(SeedStatistics::standardDeviation).orElse(OptionalDouble.empty())),
                text(cell.interval(), Interval::lower),
                text(cell.interval(), Interval::upper),
                comparison.baseline().tag(),
                text(cell.difference(), SeedStatistics::mean),
                text(cell.difference().flatMap(SeedStatistics::interval), Interval::lower),
                text(cell.difference().flatMap(SeedStatistics::interval), Interval::upper));
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    private static <T> String text(Optional<T> holder, ToDoubleFunction<T> value) {
        return holder.map(held -> Double.toString(value.applyAsDouble(held))).orElse("");
    }
}
