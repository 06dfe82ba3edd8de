package org.wsol.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.TcpExchange;
import org.wsol.engine.exchange.WorkerLostException;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.StepListener.TrainingSpeed;
import org.wsol.pipeline.recipe.Recipe;

/** The parameters depend on the number of shards, but not on the number of workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShardedTrainingTest {
    private static final int SHARDS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

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
        assertThat(weights("whole")).as("shards make another training").isNotEqualTo(alone);
    }

    @Test
    void aTrainingThatLostAWorkerGoesOnWithAnotherNumberOfThem() throws Exception {
        TrainingListener dies = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {
                if (steps == 8) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> parameters(4, dies, "lost"))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("killed");
        assertThat(parameters(2, TrainingListener.none(), "lost")).isEqualTo(alone);
    }

    @Test
    void workersStopTogetherAndResume() throws Exception {
        TrainingListener stops = new TrainingListener() {
            private long done;

            @Override
            public void stepDone(int epoch, long steps, StepResult result, TrainingSpeed speed) {
                done = steps;
            }

            @Override
            public boolean stopRequested() {
                return done >= 7;
            }
        };
        assertThatThrownBy(() -> parameters(2, stops, "stopped"))
                .hasRootCauseInstanceOf(TrainingStoppedException.class)
                .hasStackTraceContaining("after step 7 of");
        assertThat(parameters(1, TrainingListener.none(), "stopped")).isEqualTo(alone);
    }

    @Test
    void refusesWhatCannotBeCut() throws Exception {
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
        LocalizationTrainer trainer =
                LocalizationTrainer.of(recipe()).threads(1).checkpoints(folder.resolve("checkpoints-" + name));
        List<InetSocketAddress> addresses = addresses(workers);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Boolean>> others = new ArrayList<>();
            for (int i = 1; i < workers; i++) {
                int rank = i;
                others.add(pool.submit(() -> {
                    try (GradientExchange exchange = TcpExchange.open(rank, addresses, name, DEADLINE)) {
                        trainer.exchange(exchange).assist(data, () -> false);
                        return true;
                    } catch (WorkerLostException e) {
                        return false;
                    }
                }));
            }
            Future<Boolean> first = pool.submit(() -> {
                try (GradientExchange exchange = workers == 1
                                ? GradientExchange.alone()
                                : TcpExchange.open(0, addresses, name, DEADLINE);
                        TrainedModel model = trainer.exchange(exchange).fit(data, listener)) {
                    model.save(folder.resolve(name));
                    return true;
                }
            });
            boolean whole = true;
            try {
                first.get(2, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                whole = e.getCause() instanceof TrainingStoppedException;
                throw e;
            } finally {
                for (Future<Boolean> other : others) {
                    assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo(whole);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        return weights(name);
    }

    private byte[] weights(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("weights.safetensors"));
    }

    private static List<InetSocketAddress> addresses(int workers) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            try (ServerSocket free = new ServerSocket(0)) {
                addresses.add(new InetSocketAddress("127.0.0.1", free.getLocalPort()));
            }
        }
        return addresses;
    }
}
