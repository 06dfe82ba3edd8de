package org.wsol.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.TrainingException;
import org.wsol.core.component.ExchangeInterval;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.TcpExchange;
import org.wsol.engine.exchange.WorkerPort;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.engine.weights.Networks;

/** Tests the averaging of replicas that were trained for several steps. */
class LocalStepsTest {
    private static final ImageSize SIZE = ImageSize.square(6);
    private static final OneStageBackbone BACKBONE = new OneStageBackbone(2);
    private static final int BATCH = 4;
    private static final float[] UNREADABLE = {};

    /** The head's scores pulled toward the labels, without random numbers. */
    private record Pull() implements Method {
        @Override
        public String name() {
            return "pull";
        }

        @Override
        public List<LossTerm> terms() {
            return List.of(new LossTerm("pull", 1, TrainingSpan.ZERO));
        }

        @Override
        public void build(TrainingGraphBuilder graph) {
            SDVariable features = BACKBONE.apply(graph.layers(), graph.images(), 0, 1);
            SDVariable logits = BACKBONE.head().logits(graph.layers(), features);
            graph.logits(logits);
            SDVariable difference = logits.sub(graph.labels());
            SDVariable notFinite = graph.images().mean().mul(0); // NaN if a pixel is, which relu would hide
            graph.term("pull", difference.mul(difference).mean().add(notFinite));
        }
    }

    @Test
    void oneSgdStepUsesTheMeanGradientOfTheShards() {
        MemoryLoader loader = loader(1);
        Map<String, float[]> averaged = train(loader, "plain", sharding("every 2 steps"), Map.of(), 0, 1);
        Map<String, float[]> first = train(loader.half(0), "plain", Sharding.none(), Map.of(), 0, 1);
        Map<String, float[]> second = train(loader.half(1), "plain", Sharding.none(), Map.of(), 0, 1);
        assertThat(first.get("fc.weight")).isNotEqualTo(second.get("fc.weight"));
        assertSame(averaged, mean(first, second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "momentum", "adam"})
    void parametersStatisticsAndOptimizerStateAreMeansOverShards(String optimizer) {
        MemoryLoader loader = loader(5);
        Map<String, float[]> expected = Map.of();
        for (int[] round : new int[][] {{0, 2}, {2, 4}, {4, 5}}) {
            expected = mean(
                    train(loader.half(0), optimizer, Sharding.none(), expected, round[0], round[1]),
                    train(loader.half(1), optimizer, Sharding.none(), expected, round[0], round[1]));
        }
        Map<String, float[]> averaged = train(loader, optimizer, sharding("every 2 steps"), Map.of(), 0, 5);
        assertThat(averaged.keySet()).contains("fc.weight", "only.norm.running_var");
        assertSame(averaged, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"momentum", "adam"})
    void shardWithoutReadableImagesKeepsItsReplica(String optimizer) {
        float[][] images = images(1);
        images[2] = UNREADABLE;
        images[3] = UNREADABLE;
        MemoryLoader loader = new MemoryLoader(SIZE, BATCH, images);
        Map<String, float[]> before = train(loader, "plain", Sharding.none(), Map.of(), 0, 0);
        Map<String, float[]> trained = train(loader.half(0), optimizer, Sharding.none(), Map.of(), 0, 1);
        Map<String, float[]> averaged = train(loader, optimizer, sharding("every 2 steps"), Map.of(), 0, 1);
        for (String name : before.keySet()) {
            assertThat(averaged.get(name)).as(name).isEqualTo(mean(before.get(name), trained.get(name)));
        }
        float[] half = averaged.get("optimizer/" + (optimizer.equals("adam") ? "mean" : "velocity") + "/fc.weight");
        float[] whole = trained.get("optimizer/" + (optimizer.equals("adam") ? "mean" : "velocity") + "/fc.weight");
        assertThat(half).isEqualTo(mean(whole, new float[whole.length]));
    }

    @Test
    void reportsStepsAtExchangesAndStopsAtAnExchange() {
        List<String> events = new ArrayList<>();
        StepListener listener = new StepListener() {
            private long done;

            @Override
            public void stepDone(int epoch, long nextStep, StepResult result, TrainingSpeed speed) {
                events.add("step " + nextStep + " of " + result.images());
                done = nextStep;
            }

            @Override
            public void parametersReady(long nextStep) {
                events.add("ready " + nextStep);
            }

            @Override
            public void epochDone(EpochSummary summary) {
                events.add("epoch " + summary.steps());
            }

            @Override
            public boolean wantsTermGradients(long nextStep) {
                return nextStep == 1;
            }

            @Override
            public void termGradients(long nextStep, Map<String, Double> norms) {
                events.add("gradients " + nextStep);
            }

            @Override
            public boolean stopRequested() {
                return done >= 6;
            }
        };
        try (ParameterStore store = store();
                Optimizer optimizer = optimizer("plain");
                Trainer trainer = new Trainer(
                        setup(new Pull(), 5, 20), store, optimizer, PlannedExecutor::new, sharding("every 2 steps"))) {
            assertThat(trainer.run(loader(5), 0, listener)).isEqualTo(7);
        }
        assertThat(events)
                .containsExactly(
                        "step 1 of 4",
                        "step 2 of 4",
                        "ready 2",
                        "gradients 2",
                        "step 3 of 4",
                        "step 4 of 4",
                        "ready 4",
                        "step 5 of 4",
                        "ready 5",
                        "epoch 5",
                        "step 6 of 4",
                        "step 7 of 4",
                        "ready 7");
    }

    @Test
    void allWorkersFailIfOneHasNanParameters() throws Exception {
        float[][] images = images(3);
        images[4 + 3][5] = Float.NaN;
        List<WorkerPort> ports = List.of(WorkerPort.free(), WorkerPort.free());
        List<InetSocketAddress> addresses = ports.stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int rank = i;
                workers.add(pool.submit(() -> {
                    try (GradientExchange exchange =
                            TcpExchange.open(rank, ports.get(rank), addresses, "token", Duration.ofSeconds(10))) {
                        Sharding sharding = new Sharding(2, ExchangeInterval.parse("every 3 steps"), exchange);
                        train(new MemoryLoader(SIZE, BATCH, images), "momentum", sharding, Map.of(), 0, 3);
                    }
                }));
            }
            for (int rank = 0; rank < 2; rank++) {
                assertThatThrownBy(workers.get(rank)::get)
                        .hasCauseInstanceOf(TrainingException.class)
                        .hasMessageContaining("NaN or infinite at step 1: pull = NaN")
                        .hasMessageContaining("image " + (4 + 2 * rank));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void rejectsMethodsWithStateOutsideTheirParameters() {
        OwnHeadMethod method = new OwnHeadMethod(List.of(), false);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 3);
                Optimizer optimizer = optimizer("plain");
                Trainer trainer = new Trainer(
                        setup(method, 1, 1), store, optimizer, PlannedExecutor::new, sharding("every 2 steps"))) {
            Networks.initialize(BACKBONE, method, SIZE, store);
            assertThatThrownBy(() -> trainer.run(loader(1), 0, new StepListener() {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("train.shards: method own-head")
                    .hasMessageContaining("leave train.shards out");
        }
    }

    @Test
    void singleShardRejectsAnExchangeInterval() {
        assertThatThrownBy(() -> new Sharding(1, ExchangeInterval.parse("every 8 steps"), GradientExchange.alone()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot exchange every 8 steps");
    }

    private static Sharding sharding(String interval) {
        return new Sharding(2, ExchangeInterval.parse(interval), GradientExchange.alone());
    }

    /** Parameters, statistics and optimizer state after some steps, which start from given ones or the initial ones. */
    private static Map<String, float[]> train(
            MemoryLoader loader,
            String optimizerName,
            Sharding sharding,
            Map<String, float[]> start,
            int first,
            int total) {
        try (ParameterStore store = store();
                Optimizer optimizer = optimizer(optimizerName)) {
            Map<String, INDArray> saved = new TreeMap<>();
            start.forEach((name, values) -> {
                if (name.startsWith("optimizer/")) {
                    saved.put(name.substring("optimizer/".length()), Nd4j.createFromArray(values));
                } else {
                    FloatBlocks.write(values, 0, store.get(name));
                }
            });
            if (!start.isEmpty()) {
                optimizer.restore(reshaped(saved, store));
            }
            TrainingSetup setup = setup(new Pull(), loader.batchesPerEpoch(), total);
            try (Trainer trainer = new Trainer(setup, store, optimizer, PlannedExecutor::new, sharding)) {
                trainer.run(loader, first, new StepListener() {});
            }
            Map<String, float[]> after = new TreeMap<>();
            store.names().forEach(name -> after.put(name, values(store.get(name))));
            optimizer.state().forEach((name, array) -> after.put("optimizer/" + name, values(array)));
            return after;
        }
    }

    private static Map<String, INDArray> reshaped(Map<String, INDArray> saved, ParameterStore store) {
        Map<String, INDArray> shaped = new TreeMap<>();
        saved.forEach((name, array) -> {
            int slash = name.indexOf('/');
            shaped.put(
                    name,
                    slash < 0
                            ? array
                            : array.reshape(
                                    'c', store.get(name.substring(slash + 1)).shape()));
        });
        return shaped;
    }

    private static float[] values(INDArray array) {
        float[] values = new float[(int) array.length()];
        FloatBlocks.read(array, values, 0);
        return values;
    }

    private static Map<String, float[]> mean(Map<String, float[]> first, Map<String, float[]> second) {
        Map<String, float[]> means = new TreeMap<>();
        first.forEach((name, values) -> means.put(name, mean(values, second.get(name))));
        return means;
    }

    private static float[] mean(float[] first, float[] second) {
        float[] mean = new float[first.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (first[i] + second[i]) / 2;
        }
        return mean;
    }

    private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }

    private static ParameterStore store() {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 3);
        Networks.initialize(BACKBONE, new Pull(), SIZE, store);
        return store;
    }

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "plain" -> new Sgd(new Sgd.Options(0, false, 0));
            case "momentum" -> new Sgd(new Sgd.Options(0.9, true, 1e-4));
            case "adam" -> new Adam(new Adam.Options(0.9, 0.999, 1e-8, 1e-4), true);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static TrainingSetup setup(Method method, int stepsPerEpoch, int totalSteps) {
        return new TrainingSetup(
                BACKBONE,
                method,
                (now, length) -> 1.0 / (1 + now),
                0.1,
                2,
                Optional.of(0.5),
                SIZE,
                BatchNormMode.TRAINING,
                new RunLength(stepsPerEpoch, BATCH, totalSteps),
                7,
                List.of(),
                RateGrouping.NEW_LAYERS);
    }

    private static MemoryLoader loader(int batches) {
        return new MemoryLoader(SIZE, BATCH, images(batches));
    }

    private static float[][] images(int batches) {
        SplitMix64 random = new SplitMix64(1);
        float[][] images = new float[batches * BATCH][3 * SIZE.height() * SIZE.width()];
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextGaussian();
            }
        }
        return images;
    }
}
