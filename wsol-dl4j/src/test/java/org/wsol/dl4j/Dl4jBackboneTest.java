package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.Dl4jBackbone.ChannelOrder;
import org.wsol.dl4j.Dl4jBackbone.Choices;
import org.wsol.dl4j.Dl4jBackbone.HeadChoice;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.weights.Networks;

class Dl4jBackboneTest {
    private static final ImageSize SIZE = ImageSize.square(32);

    @TempDir
    Path folder;

    private static float[] logits(Backbone backbone, INDArray images) {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            LocalizationGraph graph = LocalizationGraph.ofPredicted(backbone, store, SIZE);
            try (SameDiffExecutor executor = new SameDiffExecutor(graph.program())) {
                return executor.run(Map.of(LocalizationGraph.IMAGES, images))
                        .output(LocalizationGraph.LOGITS)
                        .dup('c')
                        .data()
                        .asFloat();
            }
        }
    }

    private static float[] softmax(float[] logits, int classes) {
        float[] result = new float[logits.length];
        for (int i = 0; i < logits.length; i += classes) {
            double sum = 0;
            for (int j = i; j < i + classes; j++) {
                sum += Math.exp(logits[j]);
            }
            for (int j = i; j < i + classes; j++) {
                result[j] = (float) (Math.exp(logits[j]) / sum);
            }
        }
        return result;
    }

    private static void sameProbabilities(Backbone backbone, INDArray images, INDArray expected) {
        float[] found = softmax(logits(backbone, images), backbone.head().classes());
        float[] wanted = expected.dup('c').data().asFloat();
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], org.assertj.core.data.Offset.offset(1e-5f));
        }
    }

    private static List<String> names(Backbone backbone) {
        return backbone.stages().stream().map(Stage::name).toList();
    }

    @Test
    void importsAResidualGraphWithItsHead() {
        ComputationGraph net = SmallNetworks.residual();
        Dl4jBackbone backbone = Dl4jBackbone.of(net);
        assertThat(names(backbone)).containsExactly("norm1", "act1", "joined", "act2");
        assertThat(backbone.defaultDropoutPoint()).isEqualTo("joined");
        assertThat(backbone.head().form()).isEqualTo(Head.Form.LINEAR);
        assertThat(backbone.head().weightName()).isEqualTo("output.weight");
        assertThat(backbone.isHeadParameter("output.bias")).isTrue();
        INDArray images = SmallNetworks.images();
        sameProbabilities(backbone, images, net.outputSingle(images));
    }

    @Test
    void importsAMultiLayerNetworkFromAZip() throws IOException {
        MultiLayerNetwork net = SmallNetworks.inARow();
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(net, zip.toFile(), true);
        Backbone backbone = provider().create(options(zip), SIZE, SmallNetworks.CLASSES);
        INDArray images = SmallNetworks.images();
        sameProbabilities(backbone, images, net.output(images));
        assertThat(names(backbone)).containsExactly("layer0", "layer1", "layer2");
    }

    @Test
    void importsAGraphFromAZipForOtherClasses() throws IOException {
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(SmallNetworks.residual(), zip.toFile(), true);
        Backbone backbone = provider().create(options(zip), SIZE, 9);
        assertThat(backbone.head().classes()).isEqualTo(9);
        assertThat(logits(backbone, SmallNetworks.images())).hasSize(2 * 9);
    }

    private static Dl4jBackboneProvider provider() {
        return (Dl4jBackboneProvider) java.util.ServiceLoader.load(BackboneProvider.class).stream()
                .map(java.util.ServiceLoader.Provider::get)
                .filter(Dl4jBackboneProvider.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static Dl4jBackboneProvider.Options options(Path zip) {
        return new Dl4jBackboneProvider.Options(
                zip, Optional.empty(), Optional.empty(), HeadChoice.AUTO, ChannelOrder.RGB);
    }

    @Test
    void importsAConvolutionalHead() {
        ComputationGraph net = SmallNetworks.graph(graph -> graph.addLayer(
                        "maps",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(SmallNetworks.CLASSES)
                                .build(),
                        "act2")
                .addLayer("rectified", new ActivationLayer(Activation.RELU), "maps")
                .addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), "rectified")
                .addLayer(
                        "output",
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pooled"));
        Dl4jBackbone backbone = Dl4jBackbone.of(net);
        assertThat(backbone.head().form()).isEqualTo(Head.Form.CONVOLUTION_RELU);
        INDArray images = SmallNetworks.images();
        sameProbabilities(backbone, images, net.outputSingle(images));
    }

    @Test
    void denseNetworksGetANewHeadAfterTheLastFeatureMap() {
        ComputationGraph net = SmallNetworks.dense();
        Dl4jBackbone backbone = Dl4jBackbone.of(net, Choices.none().withClasses(7));
        assertThat(names(backbone)).last().isEqualTo("act2");
        assertThat(backbone.head().weightName()).isEqualTo("linear-head.weight");
        assertThat(backbone.head().channels()).isEqualTo(8);
        assertThatThrownBy(() -> Dl4jBackbone.of(net)).hasMessageContaining("number of classes");
        assertThat(names(Dl4jBackbone.of(net, Choices.none().withClasses(7).withFeatureLayer("act1"))))
                .last()
                .isEqualTo("act1");
    }

    @Test
    void convertsImagesForBgrNetworks() {
        ComputationGraph net = SmallNetworks.residual();
        INDArray images = SmallNetworks.images();
        INDArray bgr = Nd4j.concat(1, channel(images, 2), channel(images, 1), channel(images, 0));
        Backbone backbone = Dl4jBackbone.of(net, Choices.none().withChannelOrder(ChannelOrder.BGR));
        sameProbabilities(backbone, images, net.outputSingle(bgr));
    }

    private static INDArray channel(INDArray images, int channel) {
        return images.get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(channel, channel + 1),
                NDArrayIndex.all(),
                NDArrayIndex.all());
    }

    @Test
    void reportsEveryUnsupportedLayerAtOnce() {
        ComputationGraph net = SmallNetworks.graph(graph -> SmallNetworks.end(
                graph.addLayer("depth", new SpaceToDepthLayer.Builder<>(2).build(), "act2")
                        .addLayer(
                                "after",
                                new ConvolutionLayer.Builder(1, 1).nOut(4).build(),
                                "depth")
                        .addLayer("rational", new ActivationLayer(Activation.RATIONALTANH), "after"),
                "rational"));
        assertThatThrownBy(() -> Dl4jBackbone.of(net))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 layers")
                .hasMessageContaining("'depth' (SpaceToDepthLayer)")
                .hasMessageContaining("'rational' (ActivationLayer)")
                .hasMessageContaining("featureLayer");
        assertThat(names(Dl4jBackbone.of(
                        net, Choices.none().withFeatureLayer("act2").withClasses(3))))
                .last()
                .isEqualTo("act2");
    }

    /** A custom function, as for Keras's Lambda layers. */
    public static final class Doubled extends SameDiffLambdaLayer {
        @Override
        public SDVariable defineLayer(SameDiff graph, SDVariable x) {
            return x.mul(2);
        }

        @Override
        public InputType getOutputType(int index, InputType type) {
            return type;
        }
    }

    /** The same as a vertex. */
    public static final class DoubledVertex extends SameDiffLambdaVertex {
        @Override
        public SDVariable defineVertex(SameDiff graph, VertexInputs inputs) {
            return inputs.getInput(0).mul(2);
        }

        @Override
        public InputType getOutputType(int index, InputType... types) {
            return types[0];
        }
    }

    /** A subclass of a known layer may do anything. */
    public static final class OwnDropout extends DropoutLayer {
        OwnDropout() {
            super(0.5);
        }
    }

    @Test
    void reportsCustomAndLambdaLayers() {
        ComputationGraph net = SmallNetworks.graph(graph -> SmallNetworks.end(
                graph.addLayer("lambda", new Doubled(), "act2")
                        .addVertex("doubled", new DoubledVertex(), "lambda")
                        .addLayer("own", new OwnDropout(), "doubled"),
                "own"));
        assertThatThrownBy(() -> Dl4jBackbone.of(net))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3 layers")
                .hasMessageContaining("'lambda' (Doubled)")
                .hasMessageContaining("'doubled' (DoubledVertex)")
                .hasMessageContaining("'own' (OwnDropout)");
    }

    @Test
    void rejectsUnknownAndUnsuitableLayerNames() {
        ComputationGraph net = SmallNetworks.residual();
        assertThatThrownBy(() -> Dl4jBackbone.of(net, Choices.none().withFeatureLayer("act9")))
                .hasMessageContaining("'act9'")
                .hasMessageContaining("act2");
        assertThatThrownBy(() -> Dl4jBackbone.of(
                        net, Choices.none().withFeatureLayer("output").withClasses(2)))
                .hasMessageContaining("no feature map");
    }

    @Test
    void reportsDamagedFiles() throws IOException {
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(SmallNetworks.residual(), zip.toFile(), true);
        byte[] whole = Files.readAllBytes(zip);
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(cut, "damaged");
        assertRefused(Files.writeString(folder.resolve("text.zip"), "no network"), "not a zip");
        assertRefused(folder.resolve("absent.zip"), "does not exist");
        assertRefused(rewritten(zip, "configuration.json", "ActivationReLU", "org.example.Mine"), "class path");
        assertRefused(rewritten(zip, "configuration.json", "\"nout\" : 8", "\"nout\" : 9"), "do not fit");
    }

    private void assertRefused(Path zip, String reason) {
        assertThatThrownBy(() -> provider().create(options(zip), SIZE, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(zip.toString())
                .hasMessageContaining(reason);
    }

    private Path rewritten(Path zip, String entry, String old, String other) throws IOException {
        Path copy = folder.resolve("rewritten-" + Math.abs(other.hashCode()) + ".zip");
        Files.copy(zip, copy);
        try (var files = java.nio.file.FileSystems.newFileSystem(copy)) {
            Path inside = files.getPath(entry);
            String text = Files.readString(inside);
            assertThat(text.toLowerCase(java.util.Locale.ROOT)).contains(old.toLowerCase(java.util.Locale.ROOT));
            Files.writeString(inside, text.replaceAll("(?i)" + java.util.regex.Pattern.quote(old), other));
        }
        return copy;
    }

    @Test
    void rejectsNetworksForSequences() {
        GraphBuilder graph = new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .addLayer("lstm", new LSTM.Builder().nIn(3).nOut(4).build(), "input")
                .addLayer(
                        "output",
                        new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(2)
                                .build(),
                        "lstm")
                .setOutputs("output");
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        assertThatThrownBy(() -> Dl4jBackbone.of(net)).hasMessageContaining("no feature map");
    }
}
