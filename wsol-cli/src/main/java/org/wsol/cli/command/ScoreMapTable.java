package org.wsol.cli.command;

import java.util.Locale;
import java.util.Optional;
import org.wsol.eval.interchange.ScoreMapReport;
import org.wsol.eval.metric.IouScore;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.metric.RuleScores;

/** Prints the numbers of score maps as a table for people. */
final class ScoreMapTable {
    private final StringBuilder text = new StringBuilder();

    private ScoreMapTable() {}

    static String of(ScoreMapReport report) {
        ScoreMapTable table = new ScoreMapTable();
        table.line(
                "%s %s: %d images, %s, interval %s",
                report.dataset(), report.split(), report.images(), report.evaluationSize(), report.interval());
        if (report.skipped() > 0) {
            table.line("%d left out because of problems:", report.skipped());
            report.problems().forEach(problem -> table.line("  - %s", problem));
        }
        report.notes().forEach(note -> table.line("note: %s", note));
        report.boxes().ifPresent(table::boxes);
        report.oracle().ifPresent(table::boxes);
        table.number("PxAP", report.pixelAveragePrecision());
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
