package org.wsol.report.curves;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * Reads a column of a run's {@code epochs.csv}.
     *
     * @param run the folder of the run
     * @throws InvalidInputException if there is no such column; the message lists the existing names
     */
    public static LoggedLine read(Path run, String label, String column) {
        EpochRows rows = EpochRows.read(run.resolve(EpochRows.FILE_NAME));
        List<Double> values = rows.columns().get(column);
        if (values == null) {
            throw new InvalidInputException("run " + run + " has no logged column '" + column + "'; available: "
                    + String.join(", ", new TreeSet<>(rows.columns().keySet())));
        }
        List<Double> epochs = Required.value(rows.columns(), EpochRows.EPOCH);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isNaN()) {
                points.add(new Point(epochs.get(i), values.get(i)));
            }
        }
        return new LoggedLine(label, points);
    }
}
