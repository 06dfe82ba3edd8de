package org.wsol.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.wsol.experiment.results.LeftOutImages;
import org.wsol.experiment.results.LeftOutImages.LeftOut;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;

/**
 * Every run with its provenance.
 *
 * @param metric the label of the shown metric: the first of the result table
 * @param finished runs with results
 * @param unfinished runs without results
 */
record RunsView(String metric, List<Row> finished, List<Row> unfinished) {
    private static final String STATUS = "status.json";
    private static final String PROVENANCE = "provenance.json";
    private static final int REASON = 160;

    /**
     * A run.
     *
     * @param reason the reason for its state; may be empty
     * @param skipped numbers of skipped images
     * @param leftOut the skipped images
     * @param config its resolved configuration, as text
     */
    record Row(
            String tag,
            long seed,
            String folder,
            String status,
            String reason,
            String score,
            double sort,
            String minutes,
            int boxes,
            String overrides,
            String skipped,
            List<LeftOut> leftOut,
            List<Fact> facts,
            Optional<String> config) {

        /** Whether the run has provenance. */
        boolean hasFacts() {
            return !facts.isEmpty();
        }

        /** Whether some images could not be read. */
        boolean hasSkipped() {
            return !leftOut.isEmpty();
        }
    }

    /** A line of the provenance. */
    record Fact(String name, String value) {}

    /** Whether some run has no results. */
    boolean hasUnfinished() {
        return !unfinished.isEmpty();
    }

    /** Whether a run skipped images. */
    boolean hasSkips() {
        return finished.stream().anyMatch(Row::hasSkipped);
    }

    static RunsView of(Comparison comparison) {
        Metric metric = comparison.metrics().stream().findFirst().orElse(Metric.MAX_BOX_ACC_V2);
        List<Row> finished = new ArrayList<>();
        for (MethodRuns method : comparison.methods()) {
            method.runs().forEach(run -> finished.add(row(method.tag(), run, metric)));
        }
        List<Row> unfinished = comparison.unfinished().stream()
                .map(run -> row(run.entry().tag(), run, metric))
                .toList();
        return new RunsView(metric.label(), finished, unfinished);
    }

    private static Row row(String tag, ReportedRun run, Metric metric) {
        Optional<Double> score = run.metrics().map(metric::of).flatMap(RunsView::boxed);
        return new Row(
                tag,
                run.entry().seed(),
                run.entry().folder().isPresent() ? run.name() : Figures.NONE,
                run.entry().state(),
                reason(run),
                score.map(Figures::plain).orElse(Figures.NONE),
                score.orElse(Double.NEGATIVE_INFINITY),
                run.metrics()
                        .map(RunMetrics::minutes)
                        .flatMap(RunsView::boxed)
                        .map(Figures::plain)
                        .orElse(Figures.NONE),
                run.metrics().map(RunMetrics::boxesUsedForSelection).orElse(0),
                run.entry().varied().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" ")),
                LeftOutImages.count(run.leftOut()),
                run.leftOut(),
                facts(run),
                run.text("config.yaml"));
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static List<Fact> facts(ReportedRun run) {
        List<Fact> facts = new ArrayList<>();
        run.text(PROVENANCE).ifPresent(text -> collect("", parse(PROVENANCE, text), facts));
        return facts;
    }

    private static String reason(ReportedRun run) {
        String reason = run.text(STATUS)
                .map(text -> parse(STATUS, text).path("reason").asText())
                .orElse("");
        return reason.length() <= REASON ? reason : reason.substring(0, REASON).strip() + "...";
    }

    /** A damaged file is reported on the page; the run's metrics are in other files. */
    private static JsonNode parse(String file, String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return new ObjectMapper().createObjectNode().put("reason", file + " is damaged: " + e.getOriginalMessage());
        }
    }

    private static void collect(String path, JsonNode node, List<Fact> facts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(child -> collect(
                            path.isEmpty() ? child.getKey() : path + "." + child.getKey(), child.getValue(), facts));
        } else if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            node.forEach(part -> parts.add(part.isValueNode() ? part.asText() : part.toString()));
            facts.add(new Fact(path, String.join(" ", parts)));
        } else {
            facts.add(new Fact(path, node.asText()));
        }
    }
}
