package org.wsol.report.curves;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.experiment.results.EpochRows;

/**
 * One logged number of one run over its training.
 *
 * @param label the name of the run in the chart
 * @param points in the order of epochs
 */
record LoggedLine(String label, List<Point> points) {

    /** Copies the list. */
    public LoggedLine {
        points = List.copyOf(points);
    }

    /**
     * A value at a point of the training.
     *
     * @param epoch epochs done, with fraction
     * @param value the logged value
     */
    public record Point(double epoch, double value) {}

    /**
     * The lines of one column of {@code epochs.csv}, one for each run; without points for runs that did not log it.
     *
     * @param runs folders of runs
     * @throws InvalidInputException if no run has such a column; the message lists the existing names
     */
    public static List<LoggedLine> read(List<Path> runs, List<String> labels, String column) {
        List<LoggedLine> lines = new ArrayList<>();
        Set<String> available = new TreeSet<>();
        for (int run = 0; run < runs.size(); run++) {
            EpochRows rows = EpochRows.read(runs.get(run).resolve(EpochRows.FILE_NAME));
            available.addAll(rows.columns().keySet());
            lines.add(new LoggedLine(labels.get(run), points(rows, column)));
        }
        if (!available.contains(column)) {
            throw new InvalidInputException((runs.size() == 1 ? "run " + runs.get(0) + " has" : "the runs have")
                    + " no logged column '" + column + "'; available: " + String.join(", ", available));
        }
        return lines;
    }

    private static List<Point> points(EpochRows rows, String column) {
        List<Double> values = rows.columns().getOrDefault(column, List.of());
        List<Double> epochs = Required.value(rows.columns(), EpochRows.EPOCH);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isNaN()) {
                points.add(new Point(epochs.get(i), values.get(i)));
            }
        }
        return points;
    }
}
