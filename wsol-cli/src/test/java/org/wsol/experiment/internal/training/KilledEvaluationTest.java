package org.wsol.experiment.internal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.tracking.MetricLines;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.pipeline.internal.Checkpoint;

/** A run killed while it evaluates, and resumed, ends bit-identical to one never interrupted. */
@Tag("slow")
class KilledEvaluationTest {
    private static final String[] LONG_EVALUATIONS = {
        "data.val=400", "data.test=400", "train.epochs=2 epochs", "evaluation.every=1 epochs", "train.lr=0.03"
    };

    @TempDir
    private Path folder;

    @Test
    void keepsTrainingAndResultsOfAKilledEvaluation() throws Exception {
        RealRun untouched = RealRun.write(folder, "untouched");
        assertThat(untouched.finish(LONG_EVALUATIONS)).as(untouched.printed()).isZero();
        RealRun killed = RealRun.write(folder, "killed");

        kill(killed, KilledEvaluationTest::hasTrainedAnEpoch);
        assertThat(events(killed.run(), MetricEvent.VALIDATION))
                .as("killed in the first validation")
                .isZero();
        kill(killed, KilledEvaluationTest::isTrained);
        assertThat(killed.run().metrics()).as("killed in the last evaluation").doesNotExist();
        FileTime trained = Files.getLastModifiedTime(last(killed.run()));
        assertThat(killed.finish(LONG_EVALUATIONS)).as(killed.printed()).isZero();

        assertThat(Files.getLastModifiedTime(last(killed.run())))
                .as("a trained network is not trained again")
                .isEqualTo(trained);
        Map<String, String> content = RunContent.of(killed.run());
        assertThat(content).isEqualTo(RunContent.of(untouched.run()));
    }

    private static void kill(RealRun run, Predicate<RunFolder> moment) throws InterruptedException {
        Process process = run.start(LONG_EVALUATIONS);
        run.await(process, () -> run.runs().stream().anyMatch(moment));
        assertThat(process.isAlive()).as(run.printed()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean hasTrainedAnEpoch(RunFolder run) {
        return events(run, MetricEvent.EPOCH) > 0;
    }

    private static boolean isTrained(RunFolder run) {
        Checkpoint last = new Checkpoint(last(run));
        return last.exists() && last.notes().containsKey("complete");
    }

    private static Path last(RunFolder run) {
        return run.checkpoints().resolve(Checkpoint.LAST);
    }

    private static long events(RunFolder run, String kind) {
        return MetricLines.read(run.metricsLines()).stream()
                .filter(event -> event.kind().equals(kind))
                .count();
    }
}
