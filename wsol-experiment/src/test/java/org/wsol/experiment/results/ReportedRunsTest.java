package org.wsol.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.results.TestScores.Interval;

class ReportedRunsTest {
    private static final String METRICS = """
            {"method":"cam","seed":7,"boxesUsedForSelection":0,"unknown":[1],
             "test":{"count":2,"protocol":"oracle","classification":{"top1":50.0,"top5":null},
              "localization":{"maxBoxAccV2":40.5,"boxAcc":{"30":60,"50":null},"pxAp":null},
              "intervals":{"maxBoxAccV2":[38.5,42.5]}},
             "gap":null,"missing":{"pxAp":"the data set has no masks"}}
            """;

    @TempDir
    Path folder;

    @Test
    void readsARunWithoutItsSession() throws IOException {
        Files.writeString(folder.resolve("metrics.json"), METRICS);
        ReportedRun run = ReportedRuns.read(List.of(folder)).get(0);
        RunMetrics metrics = run.metrics().orElseThrow();
        assertThat(run.entry().tag()).isEqualTo("cam");
        assertThat(run.entry().seed()).isEqualTo(7);
        assertThat(metrics.minutes()).isEmpty();
        assertThat(metrics.gap()).isEmpty();
        assertThat(metrics.test().localization().maxBoxAccV2()).hasValue(40.5);
        assertThat(metrics.test().localization().boxAccAt("30")).hasValue(60);
        assertThat(metrics.test().localization().boxAccAt("50")).isEmpty();
        assertThat(metrics.test().intervals()).containsEntry("maxBoxAccV2", new Interval(38.5, 42.5));
    }

    @Test
    void metricsSurviveARoundTrip() throws IOException {
        Path file = Files.writeString(folder.resolve("metrics.json"), METRICS);
        RunMetrics metrics = RunMetrics.read(file);
        metrics.write(file);
        assertThat(RunMetrics.read(file)).isEqualTo(metrics);
        assertThat(Files.readString(file)).contains("\"pxAp\" : null");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void laterLinesOfTheIndexReplaceEarlierOnes() throws IOException {
        Path session = Files.createDirectory(folder.resolve("session"));
        Files.writeString(session.resolve("index.jsonl"), """
                {"folder":"a","tag":"cam","seed":1,"overrides":{"x":1},"status":"failed"}
                {"tag":"cam","seed":2,"state":"queued"}
                {"folder":"a","tag":"cam","seed":1,"overrides":{"x":1},"status":"interrupted"}
                """);
        List<ReportedRun> runs = ReportedRuns.read(List.of(session));
        assertThat(runs).extracting(run -> run.entry().state()).containsExactly("interrupted", "queued");
        assertThat(runs.get(0).entry().varied()).containsEntry("x", "1");
    }

    @Test
    void reportsTheLineOfADamagedIndex() throws IOException {
        Files.writeString(
                folder.resolve("index.jsonl"), "{\"tag\":\"cam\",\"seed\":1,\"state\":\"done\"}\n{\"tag\":\n");
        assertThatThrownBy(() -> ReportedRuns.read(List.of(folder)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("index.jsonl:2: not the expected JSON");
    }

    @Test
    void reportsAMetricsFileWithAMissingSection() throws IOException {
        Files.writeString(folder.resolve("metrics.json"), "{\"method\":\"cam\",\"seed\":1}");
        assertThatThrownBy(() -> ReportedRuns.read(List.of(folder)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("metrics.json")
                .hasMessageContaining("test");
    }

    @Test
    void suggestsTheNewestSessionBelowAnotherFolder() throws IOException {
        Path session = Files.createDirectories(folder.resolve("quickstart/2026-01-01"));
        Files.writeString(session.resolve("index.jsonl"), "");
        assertThatThrownBy(() -> ReportedRuns.read(List.of(folder)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("neither a session")
                .hasMessageContaining("the newest session below it is " + session);
        assertThatThrownBy(() -> ReportedRuns.read(List.of(folder.resolve("none"))))
                .hasMessageContaining("no such folder");
    }
}
