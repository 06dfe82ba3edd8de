package org.wsol.cli.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wsol.eval.interchange.ScoreMapReport;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;
import org.wsol.eval.statistics.Bootstrap.ConfidenceInterval;

/** Formats the results of score maps as a table. */
final class ScoreMapTable {
    private final StringBuilder text = new StringBuilder();

    private ScoreMapTable() {}

    /** @param intervals 95 percent intervals over images, by the metric's name */
    static String of(ScoreMapReport report, Map<String, ConfidenceInterval> intervals) {
        ScoreMapTable table = new ScoreMapTable();
        table.line(
                "%s %s: %d images, %s, interval %s",
                report.dataset(), report.split(), report.images(), report.evaluationSize(), report.interval());
        if (report.skipped() > 0) {
            table.line("%d skipped because of problems:", report.skipped());
            report.problems().forEach(problem -> table.line("  - %s", problem));
        }
        report.notes().forEach(note -> table.line("note: %s", note));
        report.boxes().ifPresent(table::boxes);
        intervals.forEach((metric, interval) ->
                table.line("%-14s %8.2f to %.2f (95%% over images)", metric, interval.low(), interval.high()));
        report.oracle().ifPresent(table::boxes);
        table.number("PxAP", report.pixelAveragePrecision());
        report.centre().ifPresent(centre -> {
            table.line("");
            table.line("centre baseline (a Gaussian in the middle of every image, oracle thresholds)");
            table.number("MaxBoxAcc", centre.maxBoxAcc());
            table.number("MaxBoxAccV2", centre.maxBoxAccV2());
        });
        return table.text.toString().stripTrailing();
    }

    private void boxes(LocalizationReport boxes) {
        line("");
        line("protocol %s, map of class: %s", boxes.protocol(), boxes.mapClass().id());
        number("MaxBoxAcc", boxes.maxBoxAcc());
        number("MaxBoxAccV2", boxes.maxBoxAccV2());
        number("GT-known Loc", boxes.gtKnown());
        number("Top-1 Loc", boxes.top1());
        number("Top-5 Loc", boxes.top5());
        boxes.classification().ifPresent(c -> line("%-14s %8.2f   Top-5 %.2f", "Top-1 class", c.top1(), c.top5()));
        line("%-14s %8s %10s %10s", "boxes", "IoU", "accuracy", "threshold");
        for (RuleScores rule : boxes.rules()) {
            for (IouScore score : rule.scores()) {
                line(
                        "%-14s %7d%% %10.2f %10.3f",
                        rule.boxRule(), score.iouPercent(), score.accuracy(), score.threshold());
            }
        }
    }

    private void number(String name, Optional<Double> value) {
        value.ifPresent(v -> line("%-14s %8.2f", name, v));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
