package org.wsol.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.TestScores.SizeRow;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.SeedStatistics;

/**
 * Localization by object size.
 *
 * @param sizes column headers: the bucket's name and its number of images
 * @param rows one per tag
 */
record SizesView(List<Size> sizes, List<Row> rows) {

    /** A bucket of objects. */
    record Size(String name, int count) {}

    /** A tag's scores, one per bucket. */
    record Row(String tag, int series, List<ProtocolsView.Cell> cells) {}

    static Optional<SizesView> of(List<MethodRuns> methods) {
        List<String> names = names(methods);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        for (MethodRuns method : methods) {
            List<ProtocolsView.Cell> cells = names.stream()
                    .map(name ->
                            ProtocolsView.Cell.of(SeedStatistics.of(method.values(run -> score(run, name))), false))
                    .toList();
            rows.add(new Row(method.tag(), Series.of(rows.size()), cells));
        }
        return Optional.of(new SizesView(
                names.stream().map(name -> new Size(name, count(methods, name))).toList(), rows));
    }

    private static List<String> names(List<MethodRuns> methods) {
        Set<String> present = new TreeSet<>();
        methods.forEach(method -> method.metrics()
                .forEach(metrics -> present.addAll(metrics.test().sizeBuckets().keySet())));
        Set<String> ordered = new LinkedHashSet<>(List.of("small", "medium", "large"));
        ordered.retainAll(present);
        ordered.addAll(present);
        return List.copyOf(ordered);
    }

    private static OptionalDouble score(RunMetrics run, String size) {
        SizeRow bucket = run.test().sizeBuckets().get(size);
        return bucket == null ? OptionalDouble.empty() : bucket.maxBoxAccV2();
    }

    private static int count(List<MethodRuns> methods, String size) {
        return methods.stream()
                .flatMap(method -> method.metrics().stream())
                .filter(metrics -> metrics.test().sizeBuckets().containsKey(size))
                .mapToInt(metrics -> metrics.test().sizeBuckets().get(size).count())
                .max()
                .orElse(0);
    }
}
