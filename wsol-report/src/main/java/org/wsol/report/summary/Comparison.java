package org.wsol.report.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.experiment.results.MapKind;
import org.wsol.experiment.results.ReportedRun;

/**
 * The runs of a report, grouped by tag and compared to one of the tags.
 *
 * @param methods finished runs by tag, in order of first appearance, at least one
 * @param baseline the tag to which all others are compared, one of {@code methods}
 * @param unfinished runs without metrics: failed, interrupted or still running
 */
public record Comparison(List<MethodRuns> methods, MethodRuns baseline, List<ReportedRun> unfinished) {

    private static final String LOCALIZATION = "localization";

    /** Keeps unmodifiable copies. */
    public Comparison {
        methods = List.copyOf(methods);
        unfinished = List.copyOf(unfinished);
    }

    /**
     * Groups runs that differ only in their seed. Runs with different configuration, data or code are never in one row,
     * regardless of their names; rows with the same name get their differences, or their session, appended.
     *
     * @param baselineTag the tag to compare to; the first one if empty
     * @throws InvalidInputException if no run has finished or there is no such tag
     */
    public static Comparison of(List<ReportedRun> runs, Optional<String> baselineTag) {
        List<ReportedRun> finished =
                runs.stream().filter(run -> run.metrics().isPresent()).toList();
        if (finished.isEmpty()) {
            throw new InvalidInputException(
                    (runs.size() == 1 ? "the run has not" : "none of the " + runs.size() + " runs has")
                            + " finished: there are no metrics to report; resume or wait for one");
        }
        List<MethodRuns> methods = ReportRows.of(finished);
        List<ReportedRun> unfinished =
                runs.stream().filter(run -> run.metrics().isEmpty()).toList();
        return new Comparison(methods, baseline(methods, baselineTag), unfinished);
    }

    private static MethodRuns baseline(List<MethodRuns> methods, Optional<String> wanted) {
        return wanted.map(tag -> named(methods, tag)).orElse(methods.get(0));
    }

    private static MethodRuns named(List<MethodRuns> methods, String tag) {
        List<String> tags = methods.stream().map(MethodRuns::tag).toList();
        return methods.stream()
                .filter(method -> method.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--baseline " + tag + ": no finished run has this tag"
                        + Suggestion.forName(tag, tags) + "; tags are " + String.join(", ", tags)));
    }

    /** The rows of tables: the methods and, if it is known and the same for all, the centre baseline. */
    public List<MethodRuns> rows() {
        return Stream.concat(methods.stream(), centreBaseline().stream()).toList();
    }

    /** The centre baseline, if it is known and the same for all. */
    public Optional<MethodRuns> centreBaseline() {
        return CentreRow.of(methods);
    }

    /** The usual metrics that at least one run has. */
    public List<Metric> metrics() {
        return allMetrics().stream()
                .filter(metric -> metric != Metric.MAX_BOX_ACC_V2_TRANSFERRED) // pages have a table of protocols
                .toList();
    }

    /** All metrics that at least one run has. */
    public List<Metric> allMetrics() {
        return List.of(Metric.values()).stream()
                .filter(metric -> methods.stream()
                        .anyMatch(method -> !method.values(metric::of).isEmpty()))
                .toList();
    }

    /** The reason why no run has a metric, by the metric's name; metrics without a known reason are omitted. */
    public Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        List<Metric> known = metrics();
        for (Metric metric : Metric.values()) {
            if (!known.contains(metric)) {
                methods.stream()
                        .flatMap(method -> method.metrics().stream())
                        .filter(metrics -> metrics.missing().containsKey(metric.key()))
                        .filter(metrics -> metric != Metric.PX_AP // a set without boxes has no masks either
                                || !metrics.missing().containsKey(LOCALIZATION))
                        .findFirst()
                        .ifPresent(metrics ->
                                missing.put(metric.label(), metrics.missing().get(metric.key())));
            }
        }
        return missing;
    }

    /** The tag with the best MaxBoxAccV2 other than the baseline; the baseline if there is no other. */
    public MethodRuns focus() {
        return methods.stream()
                .filter(method -> !method.equals(baseline))
                .max(Comparator.comparingDouble(Comparison::headline))
                .orElse(baseline);
    }

    /** The baseline and the best other tags by MaxBoxAccV2, at most {@code limit} in total, in display order. */
    public List<MethodRuns> leading(int limit) {
        List<MethodRuns> chosen = Stream.concat(
                        Stream.of(baseline),
                        methods.stream()
                                .filter(method -> !method.equals(baseline))
                                .sorted(Comparator.comparingDouble(Comparison::headline)
                                        .reversed()))
                .limit(limit)
                .toList();
        return methods.stream().filter(chosen::contains).toList();
    }

    /** The methods that were tested on other images than the baseline; they are not compared with it. */
    public List<MethodRuns> onOtherImages() {
        return methods.stream().filter(method -> !method.sharesImages(baseline)).toList();
    }

    /** A sentence that names the methods of other test images; empty if all were tested on the same. */
    public Optional<String> imagesNote() {
        List<String> others = onOtherImages().stream().map(MethodRuns::tag).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("Not tested on the images of " + baseline.tag() + ", so not compared with it: "
                        + String.join(", ", others) + ".");
    }

    /** A sentence about the maps that boxes come from, if methods use different ones; empty otherwise. */
    public Optional<String> mapsNote() {
        Map<MapKind, List<String>> tags = new EnumMap<>(MapKind.class);
        methods.forEach(
                method -> tags.computeIfAbsent(method.representative().localizingMap(), kind -> new ArrayList<>())
                        .add(method.tag()));
        return tags.size() < 2 || !metrics().contains(Metric.MAX_BOX_ACC_V2)
                ? Optional.empty()
                : Optional.of("Boxes come from different maps: "
                        + tags.entrySet().stream()
                                .map(entry -> entry.getKey().label() + " (" + String.join(", ", entry.getValue()) + ")")
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    private static double headline(MethodRuns method) {
        return SeedStatistics.of(method.values(Metric.MAX_BOX_ACC_V2::of))
                .map(SeedStatistics::mean)
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
