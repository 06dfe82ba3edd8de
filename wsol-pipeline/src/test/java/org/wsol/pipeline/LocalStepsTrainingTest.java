package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.ExchangeInterval;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.internal.KeptCheckpoints;
import org.wsol.pipeline.recipe.Recipe;

/**
 * Shards that exchange parameters after steps 3, 6 and 8 of each of two epochs: the parameters and metrics do not
 * depend on the number of workers, nor on interruptions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStepsTrainingTest {
    private static final int SHARDS = 4;

    @TempDir
    static Path folder;

    private LoopbackWorkers workers;
    private final Metrics metrics = new Metrics();
    private byte[] alone;

    /** Records everything that is reported, and stops or fails if requested. */
    private static class Metrics implements TrainingListener {
        final List<String> reported = new ArrayList<>();
        final List<Long> validated = new ArrayList<>();

        @Override
        public void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {
            reported.add(steps + " " + result);
        }

        @Override
        public void validated(long steps, Map<String, Double> values, SplitPredictions predictions) {
            validated.add(steps);
            reported.add(steps + " " + values);
        }
    }

    /** The last batch has two images for four shards; other batches have unreadable images. */
    @BeforeAll
    void trainAlone() throws Exception {
        Dataset data = SmallModel.data(folder.resolve("data"));
        DataSplit train = data.split(SplitName.TRAIN).orElseThrow();
        for (int i = 0; i < 4; i++) {
            Files.writeString(train.imagePath(i), "no image");
        }
        workers = new LoopbackWorkers(folder, data);
        alone = workers.parameters(recipe(), 1, metrics, "alone");
    }

    /** Terms change within an interval. */
    private static Recipe recipe() {
        return SmallModel.recipe()
                .method("bridging-gap", Map.of("similarity", Map.of("weight", 1, "start", "4 steps")))
                .epochs(2)
                .optimizer("adamw", Map.of())
                .learningRate(0.002)
                .set("train.shards", SHARDS)
                .set("train.exchange", new ExchangeInterval(3))
                .set("train.clipNorm", 1.0)
                .set("train.checkpoint.every", "5 steps")
                .set("train.checkpoint.keep", List.of("4 steps"))
                .set("evaluation.every", "7 steps")
                .set("data.onError", OnError.SKIP)
                .build();
    }

    @Test
    void oneTwoAndFourWorkersGiveTheSameParametersAndMetrics() throws Exception {
        for (int count : new int[] {2, 4}) {
            Metrics same = new Metrics();
            assertThat(workers.parameters(recipe(), count, same, "workers" + count))
                    .isEqualTo(alone);
            assertThat(same.reported).isEqualTo(metrics.reported);
        }
    }

    @Test
    void evaluationsAndCheckpointsWaitForTheNextExchange() {
        assertThat(metrics.validated).as("7, 14 and the end").containsExactly(8L, 14L, 16L);
        Path checkpoints = workers.checkpoints("alone");
        assertThat(KeptCheckpoints.in(checkpoints)).containsExactly(checkpoints.resolve("kept-00000006.safetensors"));
        assertThat(KeptCheckpoints.missing(recipe(), new RunLength(8, 4, 16), checkpoints))
                .isEqualTo(Set.of());
    }

    @Test
    void resumesWithAnotherNumberOfWorkersAfterALoss() throws Exception {
        Metrics before = new Metrics();
        TrainingListener dies = LoopbackWorkers.diesAt(12);
        assertThatThrownBy(() -> workers.parameters(recipe(), 4, dies, "lost")).hasStackTraceContaining("killed");
        assertThat(workers.parameters(recipe(), 2, before, "lost")).isEqualTo(alone);
        assertThat(before.reported)
                .isEqualTo(metrics.reported.subList(
                        metrics.reported.size() - before.reported.size(), metrics.reported.size()));
        assertThat(before.reported.get(0))
                .as("resumed from the checkpoint that was due after step 10")
                .startsWith("12 ");
    }

    @Test
    void stopsAtTheNextExchangeAndResumes() throws Exception {
        TrainingListener stops = LoopbackWorkers.stopsAfter(4);
        assertThatThrownBy(() -> workers.parameters(recipe(), 2, stops, "stopped"))
                .hasRootCauseInstanceOf(TrainingStoppedException.class)
                .hasStackTraceContaining("after step 6 of");
        Metrics after = new Metrics();
        assertThat(workers.parameters(recipe(), 1, after, "stopped")).isEqualTo(alone);
        assertThat(after.reported).isEqualTo(metrics.reported.subList(6, metrics.reported.size()));
    }

    @Test
    void rejectsIntervalsWithoutShardsAndOtherForms() {
        assertThatThrownBy(() -> SmallModel.recipe()
                        .set("train.exchange", "every 8 steps")
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("train.exchange: 'every 8 steps' needs train.shards of 2 or more")
                .hasMessageContaining("set train.shards, or leave train.exchange out");
        assertThatThrownBy(() -> SmallModel.recipe()
                        .set("train.shards", 2)
                        .set("train.exchange", "every 0 steps")
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("train.exchange: ")
                .hasMessageContaining("write 'every step' or for example 'every 8 steps'");
        assertThatThrownBy(() -> new ExchangeInterval(0)).isInstanceOf(InvalidInputException.class);
    }
}
