package org.wsol.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.weights.Networks;

/** Tests the extension points of a method: head, map, state, noise, batch steps, frozen branches. */
class FrameTest {
    private static final ImageSize SIZE = ImageSize.square(6);
    private static final OneStageBackbone BACKBONE = new OneStageBackbone(3);

    @Test
    void doesNotBuildAnUnusedHead() {
        try (ParameterStore store = store(new OwnHeadMethod(List.of(), false))) {
            assertThat(store.names())
                    .contains("own-head.classifier.weight", OwnHeadMethod.COUNT, "only.conv.weight")
                    .doesNotContain("fc.weight", "fc.bias");
            assertThat(store.kind(OwnHeadMethod.COUNT)).isEqualTo(ParameterStore.Kind.STATISTIC);
        }
    }

    /** A method as a beginner may write it: one term, class scores from the backbone's own head. */
    private record FirstMethod(Consumer<TrainingGraphBuilder> rest) implements Method {
        @Override
        public String name() {
            return "first";
        }

        @Override
        public List<LossTerm> terms() {
            return List.of(new LossTerm("fit", 1, TrainingSpan.ZERO));
        }

        @Override
        public void build(TrainingGraphBuilder graph) {
            rest.accept(graph);
        }
    }

    private static SDVariable logits(TrainingGraphBuilder graph) {
        SDVariable features = BACKBONE.apply(graph.layers(), graph.images(), 0, 1);
        return BACKBONE.head().logits(graph.layers(), features);
    }

    @Test
    void mistakesOfAMethodAreReported() {
        Map<String, Consumer<TrainingGraphBuilder>> mistakes = Map.of(
                "build(graph) must call graph.logits(scores)",
                        graph -> graph.term("fit", logits(graph).mean()),
                "must call graph.term(name, value)", graph -> graph.logits(logits(graph)),
                "the loss term 'fit' has shape [2, 3], but must be a single number",
                        graph -> {
                            SDVariable logits = logits(graph);
                            graph.logits(logits);
                            graph.term("fit", logits);
                        });
        mistakes.forEach((message, build) -> {
            Method method = new FirstMethod(build);
            Batch batch = batch();
            assertThatThrownBy(() -> {
                        try (ParameterStore store = store(method);
                                TrainingStep step =
                                        step(method, store, Set.of("fit"), Set.of(), PlannedExecutor::new)) {
                            step.measure(step.evaluate(batch, 1), batch);
                        }
                    })
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(message);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stateChangesOnlyInAppliedStepsAndStepsAreReproducible(boolean planned) {
        GraphExecutorFactory executors = planned ? PlannedExecutor::new : SameDiffExecutor::new;
        OwnHeadMethod method = new OwnHeadMethod(List.of(OwnHeadMethod.brighten(true)), false);
        try (ParameterStore store = store(method);
                TrainingStep step = step(method, store, Set.of("fit", "host"), Set.of("frozen"), executors);
                Optimizer optimizer = new Sgd(new Sgd.Options(0.9, true, 0))) {
            Batch batch = batch();
            INDArray untouched = batch.images().dup();
            double first = step.measure(step.evaluate(batch, 5), batch).total();
            double again = step.measure(step.evaluate(batch, 5), batch).total();
            double other = step.measure(step.evaluate(batch, 6), batch).total();
            assertThat(again).isEqualTo(first);
            assertThat(other).isNotEqualTo(first);
            assertThat(batch.images()).isEqualTo(untouched);
            assertThat(store.get(OwnHeadMethod.COUNT).getDouble(0)).isZero();
            GraphResult result = step.evaluate(batch, 5);
            StepResult measured = step.measure(result, batch);
            assertThat(measured.terms().get("host")).isCloseTo(1, within(1e-6));
            step.apply(result, measured, batch, 5, optimizer);
            assertThat(store.get(OwnHeadMethod.COUNT).getDouble(0)).isEqualTo(1);
        }
    }

    @Test
    void frozenBranchGetsNoGradientAndKeepsRunningStatistics() {
        OwnHeadMethod method = new OwnHeadMethod(List.of(), false);
        try (ParameterStore store = store(method)) {
            TrainingGraph graph = TrainingGraph.build(
                    BACKBONE, method, store, SIZE, BatchNormMode.TRAINING, Set.of("frozen"), Set.of("fit"));
            assertThat(graph.program().gradients()).isEmpty();
            assertThat(graph.statisticUpdates()).hasSize(1);
        }
    }

    @Test
    void rejectsMixedLabelsIfOneClassPerImageIsNeeded() {
        OwnHeadMethod method = new OwnHeadMethod(List.of(), true);
        assertThatThrownBy(() -> setup(method, List.of(OwnHeadMethod.brighten(true))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("brighten")
                .hasMessageContaining("own-head");
        assertThat(setup(method, List.of(OwnHeadMethod.brighten(false))).batchSteps())
                .hasSize(1);
    }

    @Test
    void methodLayersUseTheLearningRateOfTheHead() {
        TrainingSetup setup = setup(new OwnHeadMethod(List.of(), false), List.of());
        assertThat(setup.rates(0).of("own-head.classifier.bias")).isEqualTo(1);
        assertThat(setup.rates(0).of("only.conv.weight")).isEqualTo(0.1);
        assertThat(setup.rateGroup("fc.weight").name()).isEqualTo("head");
    }

    @Test
    void mapsOfTheMethodHaveNoDecomposition() {
        OwnHeadMethod method = new OwnHeadMethod(List.of(), false);
        try (ParameterStore store = store(method);
                MapExtractor extractor = new MapExtractor(method, BACKBONE, store, SIZE, PlannedExecutor::new)) {
            List<ImageMaps> maps = extractor.extract(batch().images(), new int[] {0, 2});
            assertThat(extractor.mapSize()).isEqualTo(SIZE);
            assertThat(maps.get(0).norm()).isEmpty();
            assertThat(maps.get(0).decomposition(SIZE)).isEmpty();
            double mean = 0;
            for (float value : maps.get(1).cam()) {
                mean += value / SIZE.area();
            }
            assertThat(mean).isCloseTo(maps.get(1).logits()[2], within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9})
    void meanOfTopClassesUsesTheirMaps(int classes) {
        OwnHeadMethod method = new OwnHeadMethod(List.of(), false);
        try (ParameterStore store = store(method);
                MapExtractor given = new MapExtractor(method, BACKBONE, store, SIZE, PlannedExecutor::new)) {
            INDArray images = batch().images();
            LocalizationGraph graph = LocalizationGraph.build(
                    method, BACKBONE, store, SIZE, new WantedClass.MeanOfTop(classes), StageProbe.NONE);
            try (PlannedExecutor executor = new PlannedExecutor(graph.program())) {
                float[] mean = executor.run(Map.of("images", images))
                        .output(LocalizationGraph.CAM)
                        .toFloatMatrix()[0];
                float[][] all = new float[3][];
                for (int k = 0; k < 3; k++) {
                    all[k] = given.extract(images, new int[] {k, k}).get(0).cam();
                }
                ImageMaps first = given.extract(images, new int[] {0, 0}).get(0);
                int count = Math.min(classes, 3);
                for (int p = 0; p < mean.length; p++) {
                    double expected = 0;
                    for (int k = 0; k < 3; k++) {
                        expected += first.isAmongTop(k, count) ? all[k][p] / count : 0;
                    }
                    assertThat((double) mean[p]).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    private static ParameterStore store(Method method) {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 3);
        Networks.initialize(BACKBONE, method, SIZE, store);
        return store;
    }

    private static TrainingStep step(
            Method method,
            ParameterStore store,
            Set<String> active,
            Set<String> observed,
            GraphExecutorFactory executors) {
        return new TrainingStep(setup(method, List.of()), store, NoiseSource.seeded(7), active, observed, executors);
    }

    private static TrainingSetup setup(Method method, List<BatchStep> steps) {
        return new TrainingSetup(
                BACKBONE,
                method,
                (now, length) -> 1,
                0.1,
                10,
                Optional.empty(),
                SIZE,
                BatchNormMode.TRAINING,
                new RunLength(1, 2, 2),
                7,
                steps,
                RateGrouping.NEW_LAYERS);
    }

    private static Batch batch() {
        SplitMix64 random = new SplitMix64(1);
        float[] values = new float[2 * 3 * SIZE.height() * SIZE.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Batch(
                Nd4j.create(values, new long[] {2, 3, SIZE.height(), SIZE.width()}, 'c'), new int[] {0, 2}, new int[2]);
    }
}
