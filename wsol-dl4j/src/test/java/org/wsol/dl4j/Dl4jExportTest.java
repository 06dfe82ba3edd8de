package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.weights.Networks;

class Dl4jExportTest {
    private static final ImageSize SIZE = ImageSize.square(64);
    private static final int CLASSES = 4;
    private static final int CHANNELS = 5;

    @TempDir
    Path folder;

    private static ParameterStore trained(Backbone backbone, ImageSize size) {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 3);
        Networks.initialize(backbone, size, store);
        for (String name : store.names()) {
            INDArray array = store.get(name);
            if (name.endsWith(".running_mean") || name.endsWith(".bias")) {
                array.assign(Parity.random(name.hashCode(), DataType.FLOAT, array.shape())
                        .mul(0.05));
            } else if (name.endsWith(".running_var")) {
                array.assign(Parity.random(name.hashCode(), DataType.FLOAT, array.shape())
                        .mul(0.05)
                        .add(1));
            }
        }
        return store;
    }

    /** Compares features and logits with those of the graph. */
    private static void same(Backbone backbone, ParameterStore store, ComputationGraph graph, ImageSize size) {
        INDArray images = Parity.random(5, DataType.FLOAT, 2, 3, size.height(), size.width());
        Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FOLDED);
        SDVariable features = backbone.apply(
                layers, layers.images("images", 3, size), 0, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, features);
        Map<String, INDArray> theirs = graph.feedForward(images, false);
        try (SameDiffExecutor executor = new SameDiffExecutor(
                new GraphProgram(layers.graph(), List.of(features.name(), logits.name()), List.of()))) {
            var ours = executor.run(Map.of("images", images));
            String last = backbone.stages().get(backbone.stages().size() - 1).name();
            Parity.near("features", ours.output(features.name()), theirs.get(last), 1e-4);
            Parity.near("logits", ours.output(logits.name()), theirs.get(Dl4jExport.LOGITS), 1e-4);
            assertThat(theirs.get(Dl4jExport.OUTPUT).sum().getDouble(0) / images.size(0))
                    .isCloseTo(1, offset(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small_cnn",
                "mobilenet_v2",
                "squeezenet1_1",
                "efficientnet_b0",
                "mobilenet_v3_large",
                "regnet_y_400mf"
            })
    void everyBackboneGivesEqualOutputsInDeeplearning4j(String name) {
        gives(name);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mobilenet_v1",
                "resnet18",
                "resnet34",
                "resnet50",
                "resnet101",
                "wide_resnet50_2",
                "vgg16",
                "densenet121",
                "inception_v3",
                "convnext_tiny"
            })
    void everyLargeBackboneGivesEqualOutputsInDeeplearning4j(String name) {
        gives(name);
    }

    private static Backbone linear(String name) {
        boolean chooses = Set.of("mobilenet_v3_large", "convnext_tiny").contains(name);
        return Backbones.create(name, chooses ? Map.of("head", "linear") : Map.of(), SIZE, CLASSES);
    }

    private static void gives(String name) {
        Backbone backbone = linear(name);
        try (ParameterStore store = trained(backbone, SIZE)) {
            ComputationGraph graph = Dl4jExport.of(backbone, store, SIZE);
            for (Stage stage : backbone.stages()) {
                assertThat(graph.getVertex(stage.name())).as(stage.name()).isNotNull();
            }
            same(backbone, store, graph, SIZE);
        }
    }

    @Test
    void savedNetworkIsReadByDeeplearning4jAndByWsol() throws Exception {
        Backbone backbone = Backbones.create("mobilenet_v1", SIZE, CLASSES);
        Path zip = folder.resolve("model.zip");
        try (ParameterStore store = trained(backbone, SIZE)) {
            Dl4jExport.save(
                    Dl4jExport.of(backbone, store, SIZE),
                    Preprocessing.reference().transformation(),
                    List.of("a", "b", "c", "d"),
                    zip);
            ComputationGraph theirs = ModelSerializer.restoreComputationGraph(zip.toFile());
            same(backbone, store, theirs, SIZE);
            Dl4jBackbone ours = Dl4jBackbone.of(theirs);
            assertThat(ours.head().form()).isEqualTo(Head.Form.LINEAR);
            try (ParameterStore again = new ParameterStore(DataType.FLOAT, 1)) {
                Networks.initialize(ours, SIZE, again);
                same(ours, again, theirs, SIZE);
            }
        }
        assertThat((List<?>) ModelSerializer.getObjectFromFile(zip.toFile(), Dl4jExport.CLASS_NAMES))
                .isEqualTo(List.of("a", "b", "c", "d"));
    }

    @Test
    void savedNormalizerEqualsTheTrainingPreprocessing() throws Exception {
        Backbone backbone = Backbones.create("small_cnn", SIZE, CLASSES);
        Path zip = folder.resolve("model.zip");
        var transformation = Preprocessing.of(64, 64).transformation();
        try (ParameterStore store = trained(backbone, SIZE)) {
            Dl4jExport.save(Dl4jExport.of(backbone, store, SIZE), transformation, List.of("a", "b", "c", "d"), zip);
        }
        Normalizer<?> normalizer = ModelSerializer.restoreNormalizerFromFile(zip.toFile());
        byte[] pixels = new byte[3 * 64 * 64];
        new java.util.Random(2).nextBytes(pixels);
        RgbImage image = new RgbImage(SIZE, pixels);
        float[] expected = new float[pixels.length];
        transformation.normalization().toPlanes(image, false, expected);
        float[] levels = new float[pixels.length];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 64 * 64; i++) {
                levels[c * 64 * 64 + i] = image.at(i / 64, i % 64, c);
            }
        }
        INDArray batch = org.nd4j.linalg.factory.Nd4j.create(levels, new long[] {1, 3, 64, 64}, 'c');
        ((NormalizerStandardize) normalizer).transform(batch);
        Parity.near("pixels", org.nd4j.linalg.factory.Nd4j.createFromArray(expected), batch, 1e-5);
    }

    @Test
    void deeplearning4jNetworksSurviveARoundTrip() {
        ComputationGraph net = SmallNetworks.residual();
        Dl4jBackbone backbone =
                Dl4jBackbone.of(net, Dl4jBackbone.Choices.none().withChannelOrder(Dl4jBackbone.ChannelOrder.BGR));
        ImageSize size = ImageSize.square(SmallNetworks.SIDE);
        try (ParameterStore store = trained(backbone, size)) {
            same(backbone, store, Dl4jExport.of(backbone, store, size), size);
        }
    }

    @Test
    void reportsOperationsWithoutALayer() {
        Backbone odd = new OddBackbone();
        try (ParameterStore store = trained(odd, SIZE)) {
            assertThatThrownBy(() -> Dl4jExport.of(odd, store, SIZE))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("sin")
                    .hasMessageContaining("cos");
        }
    }

    @Test
    void rejectsHeadsThatAreNotLinear() {
        Backbone backbone = Backbones.create("mobilenet_v3_large", SIZE, CLASSES);
        try (ParameterStore store = trained(backbone, SIZE)) {
            assertThatThrownBy(() -> Dl4jExport.of(backbone, store, SIZE))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("head: linear");
        }
    }

    /** The exact GELU and the normalisation over channels, alone, with an epsilon that has an effect. */
    @Test
    void composesConvNextOperationsOfDeeplearning4jLayers() {
        Backbone backbone = new NormalizedBackbone();
        try (ParameterStore store = trained(backbone, SIZE)) {
            store.get("norm.weight").assign(Parity.random(4, DataType.FLOAT, CHANNELS));
            ComputationGraph graph = Dl4jExport.of(backbone, store, SIZE);
            assertThat(graph.topologicalSortOrder())
                    .as("a vertex with the same input twice doubles the order of what follows")
                    .doesNotHaveDuplicates();
            INDArray images = Parity.random(5, DataType.FLOAT, 2, 3, SIZE.height(), SIZE.width())
                    .mul(8);
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FOLDED);
            SDVariable x = layers.images("images", 3, SIZE);
            SDVariable features = backbone.apply(layers, x, 0, 3);
            try (SameDiffExecutor executor =
                    new SameDiffExecutor(new GraphProgram(layers.graph(), List.of(features.name()), List.of()))) {
                INDArray ours = executor.run(Map.of("images", images)).output(features.name());
                INDArray theirs = graph.feedForward(images, false).get("gelu");
                assertThat(ours.sub(theirs).amaxNumber().doubleValue())
                        .as("largest difference beside values of up to %s", ours.amaxNumber())
                        .isLessThan(2e-6 * ours.amaxNumber().doubleValue());
            }
        }
    }

    /** The reason for the composed GELU: both of Deeplearning4j's are different functions. */
    @Test
    void geluOfDeeplearning4jIsInaccurate() {
        INDArray x = org.nd4j.linalg.factory.Nd4j.linspace(DataType.DOUBLE, -6, 0.01, 1201);
        assertThat(distanceFromGelu(x, new ActivationGELU(false)))
                .as("the plain one")
                .isGreaterThan(1e-2);
        assertThat(distanceFromGelu(x, new ActivationGELU(true)))
                .as("the precise one")
                .isGreaterThan(1e-3);
    }

    private static double distanceFromGelu(INDArray x, ActivationGELU function) {
        INDArray theirs = function.getActivation(x.dup(), false);
        INDArray erf = org.nd4j.linalg.factory.Nd4j.math().erf(x.div(Math.sqrt(2)));
        return theirs.sub(x.mul(erf.add(1)).div(2)).amaxNumber().doubleValue();
    }

    /** A convolution, a normalisation over channels and a GELU. */
    private record NormalizedBackbone() implements Backbone {
        @Override
        public String name() {
            return "normalized";
        }

        @Override
        public List<Stage> stages() {
            return List.of(
                    new Stage(
                            "conv",
                            (layers, x) -> layers.convolution(
                                    "conv",
                                    x,
                                    Convolution.square(3, CHANNELS, 3)
                                            .withStride(4)
                                            .withBias())),
                    new Stage("norm", (layers, x) -> new ChannelLayers(layers).layerNorm("norm", x, CHANNELS, 0.1)),
                    new Stage("gelu", (layers, x) -> new ChannelLayers(layers)
                            .activation(org.wsol.engine.nd4j.Activation.Function.GELU, x)));
        }

        @Override
        public Head head() {
            return Head.linear("fc", CHANNELS, CLASSES);
        }

        @Override
        public String defaultDropoutPoint() {
            return "conv";
        }

        @Override
        public boolean isHeadParameter(String parameterName) {
            return parameterName.startsWith("fc.");
        }
    }

    /** A network of operations without a Deeplearning4j layer. */
    private record OddBackbone() implements Backbone {
        @Override
        public String name() {
            return "odd";
        }

        @Override
        public List<Stage> stages() {
            return List.of(
                    new Stage(
                            "one",
                            (layers, x) -> layers.sized(layers.graph().math().sin(x), layers.sizeOf(x))),
                    new Stage(
                            "two",
                            (layers, x) -> layers.sized(layers.graph().math().cos(x), layers.sizeOf(x))));
        }

        @Override
        public Head head() {
            return Head.linear("fc", 3, CLASSES);
        }

        @Override
        public String defaultDropoutPoint() {
            return "one";
        }

        @Override
        public boolean isHeadParameter(String parameterName) {
            return parameterName.startsWith("fc.");
        }
    }
}
