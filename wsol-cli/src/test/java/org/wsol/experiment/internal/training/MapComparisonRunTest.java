package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.results.Localization;
import org.wsol.experiment.results.MapScores;
import org.wsol.experiment.results.MapScores.MapScore;
import org.wsol.experiment.results.ReportedRun;
import org.wsol.experiment.results.ReportedRuns;
import org.wsol.experiment.results.RunMetrics;
import org.wsol.report.Report;

/** Maps of several methods are scored together with a run's own maps, with every normaliser and protocol. */
class MapComparisonRunTest {
    private static final String MAPS =
            "evaluation.maps=[cam,layercam,'layercam:layers=features.2+features.4','gradcam:augment=true',guidedbackprop]";

    @TempDir
    private Path folder;

    @Test
    void ownMapHasTheMetricsOfTheRunAndEveryMapHasRows() throws Exception {
        RealRun run = RealRun.write(folder, "maps");
        assertThat(run.finish("train.epochs=8 steps", "evaluation.every=0", "evaluation.roadImages=3", MAPS))
                .as(run.printed())
                .isZero();
        Path trained = run.run().path();
        MapScores scores = MapScores.of(trained);
        RunMetrics metrics = RunMetrics.read(new RunFolder(trained).metrics());
        assertThat(scores.maps())
                .extracting(MapScore::map)
                .containsExactly(
                        "cam",
                        "layercam",
                        "layercam:layers=features.2+features.4",
                        "gradcam:augment=true",
                        "guidedbackprop");
        for (String protocol : List.of("oracle", "transferred")) {
            Localization own = metrics.protocols().get(protocol);
            Localization again = row(scores.maps().get(0), "min-max", protocol);
            assertThat(again.boxAcc()).isEqualTo(own.boxAcc());
            assertThat(again.top1Loc()).isEqualTo(own.top1Loc());
        }
        for (MapScore score : scores.maps()) {
            assertThat(score.rows()).as("4 normalisers, 2 protocols").hasSize(8);
            assertThat(score.seconds()).isPositive();
            assertThat(score.road().orElseThrow().images()).isEqualTo(3);
            assertThat(score.road().orElseThrow().mean()).isBetween(-0.5, 0.5);
            assertThat(trained.resolve(score.fileName())).isNotEmptyFile();
        }
        ReportedRun reported = ReportedRuns.read(List.of(trained)).get(0);
        assertThat(reported.maps(scores.maps().get(4).fileName(), List.of(7))
                        .get(0)
                        .height())
                .isEqualTo(32);
        Report report = Report.of(List.of(trained), Optional.empty());
        assertThat(report.mapsCsv().lines()).hasSize(1 + 5 * 4);
        assertThat(report.mapsMarkdown().lines()).hasSize(2 + 5);
        assertThat(report.mapsLatex()).contains("layercam:layers=features.2+features.4 & ");
        assertThat(Files.readString(page(report))).contains("id=\"maps-table\"", "\"map layercam\":{");
    }

    private Path page(Report report) {
        Path page = folder.resolve("page.html");
        report.writePage(page, "Maps", 4);
        return page;
    }

    private static Localization row(MapScore score, String normaliser, String protocol) {
        return score.rows().stream()
                .filter(row ->
                        row.normaliser().equals(normaliser) && row.protocol().equals(protocol))
                .findFirst()
                .orElseThrow()
                .localization();
    }

    @Test
    void rejectsAMissingStageBeforeTraining() throws Exception {
        RealRun run = RealRun.write(folder, "typo");
        assertThat(run.finish("evaluation.maps=['layercam:layers=stage99']")).isEqualTo(2);
        assertThat(run.printed()).contains("has no stage 'stage99'", "its stages are ");
        assertThat(run.finish("evaluation.maps=[layrcam]")).isEqualTo(2);
        assertThat(run.printed()).contains("did you mean 'layercam'?");
        assertThat(run.runs()).isEmpty();
    }
}
