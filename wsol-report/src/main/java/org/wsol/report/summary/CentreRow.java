package org.wsol.report.summary;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wsol.experiment.results.EpochRows;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.MapScores;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.SessionEntry;
import org.wsol.experiment.results.TestScores;
import org.wsol.experiment.results.TestScores.Classification;

/** The reference row: a Gaussian in the middle of every image. */
final class CentreRow {
    /** The row's name. */
    static final String NAME = "centre baseline";

    private CentreRow() {}

    /** The row for runs scored on the same images; empty if they were not. */
    static Optional<MethodRuns> of(List<MethodRuns> methods) {
        List<RunMetrics> scored = methods.stream()
                .flatMap(method -> method.metrics().stream())
                .filter(metrics -> metrics.centreBaseline().isPresent())
                .toList();
        List<Localization> found = scored.stream()
                .map(metrics -> metrics.centreBaseline().orElseThrow())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(row(scored.get(0).test().count(), found.get(0))) : Optional.empty();
    }

    private static MethodRuns row(int images, Localization centre) {
        Classification none = new Classification(OptionalDouble.empty(), OptionalDouble.empty());
        TestScores test = new TestScores(images, "oracle", none, centre, Map.of(), Map.of(), Map.of());
        RunMetrics metrics = new RunMetrics(
                NAME,
                0,
                OptionalDouble.empty(),
                0,
                Optional.empty(),
                test,
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
        SessionEntry entry = new SessionEntry(Optional.empty(), NAME, 0, Map.of(), "done");
        return new MethodRuns(
                NAME,
                List.of(new ReportedRun(
                        Path.of(NAME),
                        entry,
                        Optional.of(metrics),
                        EpochRows.empty(),
                        List.of(),
                        List.of(),
                        new MapScores("", List.of()))));
    }
}
