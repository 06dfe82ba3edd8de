package org.wsol.experiment.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.results.SessionIndex;

/** A run gets the same metrics of earlier runs, whether they have ended or are computed in parallel. */
class EarlierRunsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void sessionOfThreeRuns() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.createDirectories(folder.resolve(name));
        }
        states("done", "running", "running");
        validated("a", 10, 20);
        validated("b", 10);
        validated("c", 10, 20, 30);
    }

    private void states(String... states) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < states.length; i++) {
            String name = String.valueOf((char) ('a' + i));
            lines.append("{\"tag\":\"" + name + "\",\"seed\":1,\"varied\":{},\"identity\":\"" + name + "\",\"state\":\""
                    + states[i] + "\",\"folder\":\"" + name + "\"}\n");
        }
        Files.writeString(folder.resolve(SessionIndex.FILE_NAME), lines);
    }

    private void validated(String run, int... steps) {
        try (MetricLines lines = new MetricLines(folder.resolve(run).resolve("metrics.jsonl"), 0)) {
            for (int step : steps) {
                lines.metrics(new MetricEvent(MetricEvent.VALIDATION, step, step / 10.0, Map.of("v2", 1.0 * step)));
            }
        }
    }

    private EarlierRuns before(String run, StopSignal stop) {
        return new EarlierRuns(new SessionFolder(folder), new RunFolder(folder.resolve(run)), stop);
    }

    @Test
    void doesNotWaitForEarlierRunsThatAreEquallyFar() {
        assertThat(before("c", StopSignal.NEVER).measured(10)).hasSize(2);
        assertThat(before("a", StopSignal.NEVER).measured(1000)).isEmpty();
    }

    @Test
    void waitsForAnEarlierRunThatIsBehind() throws Exception {
        CompletableFuture<List<List<MetricEvent>>> found = CompletableFuture.supplyAsync(
                () -> before("c", StopSignal.NEVER).measured(20));
        Thread.sleep(500);
        assertThat(found).isNotDone();
        validated("b", 10, 20);
        assertThat(found.get(30, TimeUnit.SECONDS).get(1))
                .extracting(MetricEvent::step)
                .containsExactly(10L, 20L);
    }

    @Test
    void countsEndedRunsWithTheirLastMetrics() throws IOException {
        for (String ended : List.of("failed", "stopped early", "interrupted", "done", "cached")) {
            states("done", ended, "running");
            assertThat(before("c", StopSignal.NEVER).measured(20)).as(ended).hasSize(2);
        }
    }

    @Test
    void stoppedRunDoesNotWait() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<List<List<MetricEvent>>> found =
                CompletableFuture.supplyAsync(() -> before("c", stop::get).measured(20));
        stop.set(true);
        assertThat(found.get(30, TimeUnit.SECONDS)).isEmpty();
    }
}
