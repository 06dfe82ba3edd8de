package org.wsol.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.report.page.ColumnTitle.Words;
import org.wsol.report.page.PageData.Series;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.SeedStatistics;

/**
 * The share of the objects' area that the norm map finds and the similarity map misses.
 *
 * @param measures table rows
 * @param tags column headers
 */
record GapView(List<Measure> measures, List<Tag> tags) {
    private static final Map<String, String> LABEL = Map.of(
            "foundByNorm", "Object area found by F",
            "foundBySimilarity", "Object area found by S",
            "foundByBoth", "Object area found by both",
            "suppressed", "Object area found by F, suppressed by S",
            "suppressedBySimilarity", "Object area found by F, suppressed by S",
            "suppressedShareOfFound", "Share of the area found by F that S suppresses");

    /** A column header. */
    record Tag(String tag, int series) {}

    /** A measure with one bar per tag. */
    record Measure(String label, List<Bar> bars) {}

    /** A bar: width in percent, text, colour. */
    record Bar(double width, String text, int series) {}

    static Optional<GapView> of(List<MethodRuns> methods) {
        Set<String> keys = keys(methods);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        List<Measure> measures = keys.stream().map(key -> measure(key, methods)).toList();
        List<Tag> tags = new ArrayList<>();
        methods.forEach(method -> tags.add(new Tag(method.tag(), Series.of(tags.size()))));
        return Optional.of(new GapView(measures, tags));
    }

    private static Set<String> keys(List<MethodRuns> methods) {
        Set<String> present = new TreeSet<>();
        methods.forEach(
                method -> method.metrics().forEach(metrics -> metrics.gap().forEach((key, value) -> {
                    if (value.isPresent()) {
                        present.add(key);
                    }
                })));
        Set<String> ordered = new LinkedHashSet<>(
                List.of("foundByNorm", "foundBySimilarity", "foundByBoth", "suppressed", "suppressedBySimilarity"));
        ordered.retainAll(present);
        ordered.addAll(present);
        return ordered;
    }

    private static Measure measure(String key, List<MethodRuns> methods) {
        List<Bar> bars = new ArrayList<>();
        for (MethodRuns method : methods) {
            int series = Series.of(bars.size());
            bars.add(SeedStatistics.of(method.values(metrics -> value(metrics, key)))
                    .map(spread -> new Bar(Math.max(0, Math.min(100, spread.mean())), text(spread), series))
                    .orElse(new Bar(0, Figures.NONE, series)));
        }
        return new Measure(LABEL.getOrDefault(key, Words.ofKey(key)), bars);
    }

    private static OptionalDouble value(RunMetrics metrics, String key) {
        return metrics.gap().getOrDefault(key, OptionalDouble.empty());
    }

    private static String text(SeedStatistics spread) {
        String scatter = spread.standardDeviation().isPresent()
                ? " ± " + Figures.plain(spread.standardDeviation().getAsDouble())
                : "";
        return Figures.plain(spread.mean()) + " %" + scatter;
    }
}
