package org.wsol.report.page;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.wsol.core.internal.Counted;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.experiment.results.RunMetrics.BoxesForThreshold;
import org.wsol.report.summary.Cell;
import org.wsol.report.summary.Comparison;
import org.wsol.report.summary.Figures;
import org.wsol.report.summary.MethodRuns;
import org.wsol.report.summary.Metric;
import org.wsol.report.summary.SeedStatistics;

/** Summarises the results in words. */
final class SummarySentence {
    private final Comparison comparison;
    private final MethodRuns focus;
    private final RunMetrics any;

    private SummarySentence(Comparison comparison) {
        this.comparison = comparison;
        this.focus = comparison.focus();
        this.any = focus.metrics().get(0);
    }

    static String of(Comparison comparison) {
        return new SummarySentence(comparison).text();
    }

    private String text() {
        Cell cell = Cell.of(Metric.MAX_BOX_ACC_V2, focus, comparison.baseline());
        return cell.spread().map(spread -> localized(cell, spread)).orElseGet(this::classified)
                + boxes()
                + comparison.mapsNote().map(note -> " " + note).orElse("")
                + comparison.imagesNote().map(note -> " " + note).orElse("");
    }

    private String localized(Cell cell, SeedStatistics spread) {
        return "On " + Counted.of(any.test().count(), "test image") + " " + focus.tag() + " reaches a MaxBoxAccV2 of "
                + Figures.plain(spread.mean()) + " %" + scatter(spread) + difference(cell) + "." + centre(spread)
                + threshold();
    }

    /** Says so if a box in the middle of every image would be better. */
    private String centre(SeedStatistics spread) {
        return comparison.centreBaseline().stream()
                .flatMap(row -> row.values(Metric.MAX_BOX_ACC_V2::of).stream())
                .filter(centre -> centre > spread.mean())
                .findFirst()
                .map(centre -> " The centre baseline, a Gaussian in the middle of every image, is better: "
                        + Figures.plain(centre) + " %.")
                .orElse("");
    }

    /** The text if no box was scored. */
    private String classified() {
        String right = SeedStatistics.of(focus.values(Metric.TOP1::of))
                .map(spread -> "On " + Counted.of(any.test().count(), "test image") + " " + focus.tag()
                        + " predicts the correct" + " class of " + Figures.plain(spread.mean()) + " %" + scatter(spread)
                        + ". ")
                .orElse("");
        return right
                + Optional.ofNullable(any.missing().get("localization"))
                        .map(reason -> reason + ".")
                        .orElse("No run reports MaxBoxAccV2.");
    }

    private static String scatter(SeedStatistics spread) {
        if (spread.standardDeviation().isEmpty()) {
            return " with one seed";
        }
        double deviation = spread.standardDeviation().getAsDouble();
        return " (± " + Figures.plain(deviation) + " over " + spread.count() + " seeds)";
    }

    private String difference(Cell cell) {
        return cell.difference().map(this::difference).orElse("");
    }

    private String difference(SeedStatistics difference) {
        String more = difference.mean() < 0 ? " points less than " : " points more than ";
        String interval = difference
                .interval()
                .map(range -> " (95 % interval " + Figures.signedRange(range) + ")")
                .orElse("");
        return ", " + Figures.plain(Math.abs(difference.mean())) + more
                + comparison.baseline().tag() + interval;
    }

    private String threshold() {
        if (!any.test().protocol().equals("oracle")) {
            return " Box thresholds follow the protocol “" + any.test().protocol() + "”.";
        }
        return " Box thresholds were chosen on the test images themselves, as is usual in the field"
                + transferred()
                        .map(spread -> "; with thresholds chosen on validation images it is "
                                + Figures.plain(spread.mean()) + " %")
                        .orElse("")
                + ".";
    }

    private Optional<SeedStatistics> transferred() {
        return ProtocolsView.spread(focus, ProtocolsView.TRANSFERRED, scores -> scores.maxBoxAccV2());
    }

    private String boxes() {
        int model = most(RunMetrics::boxesForModel);
        int images = most(metrics ->
                metrics.boxesForThreshold().map(BoxesForThreshold::images).orElse(0));
        String threshold = images == 0
                ? ""
                : " The transferred threshold was chosen with the boxes of " + Counted.of(images, "validation image")
                        + ".";
        return threshold
                + (model == 0
                        ? " No box annotation was used to select a model."
                        : " Box annotations used to select a model: up to " + model + " per run.");
    }

    private int most(ToIntFunction<RunMetrics> count) {
        List<MethodRuns> described = comparison.onOtherImages().isEmpty() ? comparison.methods() : List.of(focus);
        return described.stream()
                .flatMap(method -> method.metrics().stream())
                .mapToInt(count)
                .max()
                .orElse(0);
    }
}
