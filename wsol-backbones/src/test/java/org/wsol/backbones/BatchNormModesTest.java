package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.Networks;

class BatchNormModesTest {
    private static final ImageSize SIZE = ImageSize.square(32);

    @ParameterizedTest
    @ValueSource(strings = {"small_cnn", "mobilenet_v1", "mobilenet_v2", "resnet50", "inception_v3"})
    void foldedAndFrozenGraphsGiveEqualOutputs(String name) {
        Backbone backbone = withoutDropout(name);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            NamedNumbers.fill(store, 3);
            INDArray images = images();
            ForwardPass frozen = ForwardPass.of(backbone, store, BatchNormMode.FROZEN, images);
            ForwardPass folded = ForwardPass.of(backbone, store, BatchNormMode.FOLDED, images);
            Fixtures.assertClose("features", folded.features(), frozen.features(), 1e-4);
            Fixtures.assertClose("logits", folded.logits(), frozen.logits(), 1e-4);
        }
    }

    /** Otherwise every evaluation of a training would leave a copy of the network to the garbage collector. */
    @Test
    void inferenceGraphFreesItsFoldedParameters() {
        Backbone backbone = Backbones.create("resnet50", SIZE, 7);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LocalizationGraph graph = LocalizationGraph.build(backbone, store, SIZE);
            graph.close();
            graph.close();
            assertThat(graph.folded())
                    .hasSize(2 * 53)
                    .allMatch(name ->
                            graph.program().graph().getVariable(name).getArr().wasClosed());
            assertThat(store.names()).noneMatch(name -> store.get(name).wasClosed());
        }
    }

    private static Backbone withoutDropout(String name) {
        boolean drops = Backbones.create(name, SIZE, 7).head().dropout() > 0;
        return Backbones.create(name, drops ? Map.of("dropout", "0") : Map.of(), SIZE, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small_cnn", "mobilenet_v1", "mobilenet_v2", "resnet50", "inception_v3"})
    void trainingUpdatesEveryRunningStatistic(String name) {
        Backbone backbone = Backbones.create(name, SIZE, 7);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.TRAINING);
            SDVariable input = layers.images("images", 3, SIZE);
            backbone.apply(layers, input, 0, backbone.stages().size());
            assertThat(layers.statisticUpdates())
                    .extracting(StatisticUpdate::meanName)
                    .containsExactlyElementsOf(store.names().stream()
                            .filter(parameter -> parameter.endsWith("running_mean"))
                            .toList());
        }
    }

    private static INDArray images() {
        SplitMix64 stream = new SplitMix64(11);
        float[] values = new float[3 * 32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(1, 3, 32, 32);
    }
}
