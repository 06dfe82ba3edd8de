package org.wsol.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.cli.terminal.TextTable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.protocol.Protocol;
import org.wsol.experiment.training.ScoredDataset;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.evaluation.Evaluation;

/**
 * Scores a localizer's file on a data set; there is no run folder that the numbers could go to, so they are printed.
 *
 * @param file the localizer
 * @param data a folder, or an experiment file that names a data set
 * @param changes of an experiment file's keys
 * @param split which images
 * @param out where the table goes
 */
record ArchiveEvaluation(Path file, Optional<Path> data, List<String> changes, SplitName split, PrintWriter out) {

    int call() {
        Path named = data.orElseThrow(() ->
                new InvalidInputException(file + " does not hold the images it was trained on; name some with --data"));
        Progress progress = TerminalProgress.create();
        try (TrainedModel model = TrainedModel.load(file)) {
            ScoredDataset scored = ScoredDataset.of(
                    DatasetArgument.open(named, changes, progress).sized(), split, model.classNames());
            Evaluation evaluation = model.evaluate(scored.scored(), progress);
            print(evaluation, model.threshold());
        }
        return 0;
    }

    private void print(Evaluation evaluation, double threshold) {
        out.println(evaluation.predictions().images().size() + " images, top-1 "
                + percent(Optional.of(evaluation.accuracy().top1())) + ", top-5 "
                + percent(Optional.of(evaluation.accuracy().top5())));
        TextTable table = new TextTable(List.of("threshold", "MaxBoxAccV2", "GT-known", "Top-1 Loc", "PxAP"));
        evaluation
                .localization(new Protocol.Fixed(threshold))
                .ifPresent(report ->
                        table.row(row(String.format(Locale.ROOT, "own, %.3f", threshold), report, Optional.empty())));
        evaluation
                .localization(new Protocol.Oracle())
                .ifPresent(
                        report -> table.row(row("best on these images", report, evaluation.pixelAveragePrecision())));
        if (evaluation.boxes().isPresent()) {
            table.lines().forEach(out::println);
        } else {
            out.println("These images have no boxes, so localization was not scored.");
        }
        out.flush();
    }

    private static List<String> row(String threshold, LocalizationReport report, Optional<Double> pixels) {
        return List.of(
                threshold,
                percent(report.maxBoxAccV2()),
                percent(report.maxBoxAcc()),
                percent(report.rule(org.wsol.eval.box.BoxRule.LARGEST_CONTOUR)
                        .flatMap(rule -> rule.at(50))
                        .flatMap(score -> score.top1())),
                percent(pixels));
    }

    private static String percent(Optional<Double> value) {
        return value.map(number -> String.format(Locale.ROOT, "%.1f", number)).orElse("-");
    }
}
