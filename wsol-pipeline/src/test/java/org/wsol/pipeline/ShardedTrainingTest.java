package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.pipeline.recipe.Recipe;

/** The parameters depend on the number of shards, but not on the number of workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShardedTrainingTest {
    private static final int SHARDS = 4;

    @TempDir
    static Path folder;

    private Dataset data;
    private byte[] alone;

    /** The last batch has two images for four shards; other batches have unreadable images. */
    @BeforeAll
    void trainAlone() throws Exception {
        data = SmallModel.data(folder.resolve("data"));
        DataSplit train = data.split(SplitName.TRAIN).orElseThrow();
        for (int i = 0; i < 4; i++) {
            Files.writeString(train.imagePath(i), "no image");
        }
        alone = parameters(1, TrainingListener.none(), "alone");
    }

    private Recipe recipe() {
        return SmallModel.recipe()
                .epochs(2)
                .set("train.shards", SHARDS)
                .set("train.clipNorm", 1.0)
                .set("train.checkpoint.every", "5 steps")
                .set("data.onError", OnError.SKIP)
                .build();
    }

    @Test
    void oneTwoAndFourWorkersGiveTheSameParameters() throws Exception {
        assertThat(parameters(2, TrainingListener.none(), "two")).isEqualTo(alone);
        assertThat(parameters(4, TrainingListener.none(), "four")).isEqualTo(alone);
        Recipe whole =
                SmallModel.recipe().epochs(2).set("data.onError", OnError.SKIP).build();
        try (TrainedModel model = LocalizationTrainer.of(whole).threads(1).fit(data, TrainingListener.none())) {
            model.save(folder.resolve("whole"));
        }
        assertThat(LoopbackWorkers.weights(folder, "whole"))
                .as("shards make another training")
                .isNotEqualTo(alone);
    }

    @Test
    void resumesWithAnotherNumberOfWorkersAfterALoss() throws Exception {
        TrainingListener dies = LoopbackWorkers.diesAt(8);
        assertThatThrownBy(() -> parameters(4, dies, "lost"))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("killed");
        assertThat(parameters(2, TrainingListener.none(), "lost")).isEqualTo(alone);
    }

    @Test
    void workersStopTogetherAndResume() throws Exception {
        TrainingListener stops = LoopbackWorkers.stopsAfter(7);
        assertThatThrownBy(() -> parameters(2, stops, "stopped"))
                .hasRootCauseInstanceOf(TrainingStoppedException.class)
                .hasStackTraceContaining("after step 7 of");
        assertThat(parameters(1, TrainingListener.none(), "stopped")).isEqualTo(alone);
    }

    @Test
    void exchangesInEveryStepByDefault() {
        Recipe named = SmallModel.recipe()
                .set("train.shards", SHARDS)
                .set("train.exchange", "every 1 steps")
                .build();
        assertThat(named)
                .isEqualTo(SmallModel.recipe().set("train.shards", SHARDS).build());
    }

    @Test
    void rejectsSettingsThatCannotBeSharded() throws Exception {
        assertThatThrownBy(() -> SmallModel.recipe().set("train.shards", 3).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("power of two");
        assertThatThrownBy(() -> SmallModel.recipe().set("train.shards", 8).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("train.batch");
        Recipe clustering = SmallModel.recipe()
                .method("da-wsol", Map.of())
                .set("train.shards", 2)
                .build();
        assertThatThrownBy(() -> LocalizationTrainer.of(clustering).fit(data, TrainingListener.none()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leave train.shards out");
    }

    private byte[] parameters(int workers, TrainingListener listener, String name) throws Exception {
        return new LoopbackWorkers(folder, data).parameters(recipe(), workers, listener, name);
    }
}
