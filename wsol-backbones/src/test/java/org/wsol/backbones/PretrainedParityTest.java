package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;

/** Published weights on real photos. */
class PretrainedParityTest {
    private static final ImageSize SIZE = ImageSize.square(224);
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"cat", "parrot"})
    void squeezeNetScoresPhotos(String photo) {
        Path folder = Fixtures.root().resolve("pretrained");
        Backbone backbone = squeezeNet();
        try (ParameterStore store = loaded(backbone, "squeezenet1_1-onnxzoo.safetensors")) {
            INDArray images = Fixtures.array(folder.resolve(photo + "_input_1x3x224x224.npy"));
            INDArray expected = Fixtures.array(folder.resolve(photo + "_squeezenet1_1_logits.npy"));
            ForwardPass pass = ForwardPass.of(backbone, store, BatchNormMode.FOLDED, images);
            Fixtures.assertClose("logits", pass.logits(), expected, TOLERANCE);
            INDArray map = Fixtures.array(folder.resolve(photo + "_squeezenet1_1_conv10_raw_top1_map.npy"));
            int top = expected.argMax(1).getInt(0);
            Fixtures.assertClose("class map", classMap(store, pass.features(), top), map, TOLERANCE);
        }
    }

    /** The class's channel of the head's convolution, from the features: bias + sum over c of w[k, c] f[c]. */
    private static INDArray classMap(ParameterStore store, INDArray features, int label) {
        INDArray weight = store.get("classifier.1.weight").slice(label).reshape(1, features.size(1));
        INDArray flat = features.slice(0).reshape(features.size(1), features.size(2) * features.size(3));
        double bias = store.get("classifier.1.bias").getDouble(label);
        return weight.mmul(flat).addi(bias).reshape(features.size(2), features.size(3));
    }

    @Test
    void squeezeNetPassesTheZooTestSet() {
        Path folder = Fixtures.root().resolve("pretrained");
        Backbone backbone = squeezeNet();
        try (ParameterStore store = loaded(backbone, "squeezenet1_1-onnxzoo.safetensors")) {
            INDArray images = Fixtures.array(folder.resolve("onnxzoo_squeezenet1.1_testset0_input_0.npy"));
            INDArray expected = Fixtures.array(folder.resolve("onnxzoo_squeezenet1.1_testset0_output_0.npy"));
            ForwardPass pass = ForwardPass.of(backbone, store, BatchNormMode.FOLDED, images);
            Fixtures.assertClose("logits", pass.logits(), expected, TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "parrot"})
    void mobileNetV2FeaturesOfPhotosEqualTheReference(String photo) {
        Path folder = Fixtures.root().resolve("pretrained");
        Backbone backbone = new MobileNetV2().create(new MobileNetV2.Options(7, PaddingStyle.TORCH, 0.2), SIZE, 200);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LoadReport report =
                    PretrainedWeights.load(backbone, store, Fixtures.weights("mobilenet_v2-onnxzoo-trunk.safetensors"));
            assertThat(report.missing()).isEmpty();
            assertThat(report.reinitialized()).containsExactlyInAnyOrder("classifier.1.weight", "classifier.1.bias");
            assertThat(report.headProblem()).contains("the file has no classifier.1.weight");
            assertThat(report.unused()).isEmpty();
            INDArray images = Fixtures.array(folder.resolve(photo + "_input_1x3x224x224.npy"));
            INDArray expected = Fixtures.array(folder.resolve(photo + "_mobilenet_v2_onnxzoo_features_1x1280x7x7.npy"));
            ForwardPass pass = ForwardPass.of(backbone, store, BatchNormMode.FOLDED, images);
            Fixtures.assertClose("features", pass.features(), expected, TOLERANCE);
        }
    }

    private static Backbone squeezeNet() {
        return new SqueezeNet().create(new SqueezeNet.Options(14, 0.5), SIZE, 1000);
    }

    private static ParameterStore loaded(Backbone backbone, String file) {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 1);
        Networks.initialize(backbone, SIZE, store);
        assertThat(PretrainedWeights.load(backbone, store, Fixtures.weights(file))
                        .complete())
                .isTrue();
        return store;
    }
}
