package org.wsol.report.summary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wsol.experiment.results.EpochRows;
import org.wsol.experiment.results.ReportedRun;

/**
 * One logged column over the epochs, for every tag.
 *
 * @param column the column of {@code epochs.csv}
 * @param lines one per tag with this column
 */
public record Curve(String column, List<Line> lines) {
    private static final Pattern LOSS = Pattern.compile("(train[._])?loss([._/].*)?");
    private static final Pattern NOT_DRAWN = Pattern.compile(
            "epoch|step|(train[._])?(seconds|images_?per_?second|wait_?percent)", Pattern.CASE_INSENSITIVE);

    /**
     * A tag's line: mean, smallest and largest value over seeds at every epoch.
     *
     * @param tag the tag
     * @param points epoch by epoch
     */
    public record Line(String tag, List<Point> points) {}

    /**
     * One epoch of a line.
     *
     * @param epoch the epoch's number
     * @param mean mean over the seeds that reached the epoch
     * @param low smallest
     * @param high largest
     */
    public record Point(double epoch, double mean, double low, double high) {}

    /** The curves of all logged columns: loss terms first, each in the order of the files. */
    public static List<Curve> of(List<MethodRuns> methods) {
        Set<String> columns = new LinkedHashSet<>();
        columns(methods).stream().filter(Curve::isLoss).forEach(columns::add);
        columns.addAll(columns(methods));
        return columns.stream()
                .map(column -> new Curve(column, lines(methods, column)))
                .filter(curve -> !curve.lines().isEmpty())
                .toList();
    }

    /** Whether a column holds a loss term, or the total: {@code loss_similarity}, {@code train.loss.norm}, {@code loss}. */
    public static boolean isLoss(String column) {
        return LOSS.matcher(column).matches();
    }

    private static Set<String> columns(List<MethodRuns> methods) {
        Set<String> columns = new LinkedHashSet<>();
        methods.forEach(method -> method.runs()
                .forEach(run -> columns.addAll(run.epochs().columns().keySet())));
        columns.removeIf(column -> NOT_DRAWN.matcher(column).matches());
        return columns;
    }

    private static List<Line> lines(List<MethodRuns> methods, String column) {
        return methods.stream()
                .map(method -> new Line(method.tag(), points(method, column)))
                .filter(line -> !line.points().isEmpty())
                .toList();
    }

    private static List<Point> points(MethodRuns method, String column) {
        TreeMap<Double, List<Double>> byEpoch = new TreeMap<>();
        for (ReportedRun run : method.runs()) {
            List<Double> epochs = run.epochs().columns().getOrDefault(EpochRows.EPOCH, List.of());
            List<Double> values = run.epochs().columns().getOrDefault(column, List.of());
            for (int i = 0; i < Math.min(epochs.size(), values.size()); i++) {
                if (Double.isFinite(values.get(i))) {
                    byEpoch.computeIfAbsent(epochs.get(i), epoch -> new ArrayList<>())
                            .add(values.get(i));
                }
            }
        }
        return byEpoch.entrySet().stream()
                .map(entry -> point(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Point point(double epoch, List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double low = values.stream().mapToDouble(v -> v).min().orElseThrow();
        double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
        return new Point(epoch, mean, low, high);
    }
}
