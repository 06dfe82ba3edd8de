package org.wsol.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.SeedStatistics;

/**
 * Scores with thresholds chosen on the test set and with thresholds transferred from validation.
 *
 * @param rows one per tag and metric
 */
record ProtocolsView(List<Row> rows) {
    static final String ORACLE = "oracle";
    static final String TRANSFERRED = "transferred";

    /**
     * A tag's metric under both protocols.
     *
     * @param first whether it is the tag's first row
     * @param span the number of rows of the tag
     */
    record Row(
            String tag, int series, boolean first, int span, String metric, Cell oracle, Cell transferred, Cell gap) {}

    /** A number and its scatter as text, and the sort key. */
    record Cell(String mean, String scatter, double sort) {
        static Cell of(Optional<SeedStatistics> spread, boolean signed) {
            return spread.map(s -> new Cell(
                            signed ? Figures.signed(s.mean()) : Figures.plain(s.mean()),
                            s.standardDeviation().isPresent()
                                    ? "± " + Figures.plain(s.standardDeviation().getAsDouble())
                                    : "",
                            s.mean()))
                    .orElse(new Cell(Figures.NONE, "", Double.NEGATIVE_INFINITY));
        }
    }

    private record Shown(String label, Function<Localization, OptionalDouble> value) {}

    private static final List<Shown> METRICS = List.of(
            new Shown("MaxBoxAccV2", Localization::maxBoxAccV2),
            new Shown("MaxBoxAcc", Localization::maxBoxAcc),
            new Shown("GT-known Loc", Localization::gtKnownLoc),
            new Shown("Top-1 Loc", Localization::top1Loc));

    static Optional<ProtocolsView> of(Comparison comparison) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < comparison.methods().size(); i++) {
            rows.addAll(rows(comparison.methods().get(i), i));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ProtocolsView(rows));
    }

    private static List<Row> rows(MethodRuns method, int position) {
        List<Shown> known = METRICS.stream()
                .filter(metric -> spread(method, TRANSFERRED, metric.value()).isPresent())
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Shown metric : known) {
            rows.add(new Row(
                    method.tag(),
                    Series.of(position),
                    rows.isEmpty(),
                    known.size(),
                    metric.label(),
                    Cell.of(spread(method, ORACLE, metric.value()), false),
                    Cell.of(spread(method, TRANSFERRED, metric.value()), false),
                    Cell.of(SeedStatistics.of(method.values(run -> gap(run, metric.value()))), true)));
        }
        return rows;
    }

    private static OptionalDouble gap(RunMetrics run, Function<Localization, OptionalDouble> value) {
        OptionalDouble oracle = score(run, ORACLE, value);
        OptionalDouble transferred = score(run, TRANSFERRED, value);
        return oracle.isPresent() && transferred.isPresent()
                ? OptionalDouble.of(transferred.getAsDouble() - oracle.getAsDouble())
                : OptionalDouble.empty();
    }

    static Optional<SeedStatistics> spread(
            MethodRuns method, String protocol, Function<Localization, OptionalDouble> value) {
        return SeedStatistics.of(method.values(run -> score(run, protocol, value)));
    }

    private static OptionalDouble score(RunMetrics run, String protocol, Function<Localization, OptionalDouble> value) {
        Localization scores = run.protocols().get(protocol);
        return scores == null ? OptionalDouble.empty() : value.apply(scores);
    }
}
