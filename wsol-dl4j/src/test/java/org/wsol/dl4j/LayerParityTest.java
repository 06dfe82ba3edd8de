package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Compares every supported layer, activation and vertex with Deeplearning4j: results in inference, gradients in
 * training.
 */
class LayerParityTest {
    private static final int CLASSES = 4;
    private static final int HEIGHT = 11;
    private static final int WIDTH = 9;

    /** Adds the tested layers after "input" and returns the last vertex's name. */
    private interface Part {
        String add(GraphBuilder graph);
    }

    private static ComputationGraph net(Part part) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("input");
        String last = part.add(graph);
        graph.addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        last)
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3));
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        return net;
    }

    private static Arguments layer(String name, Layer layer) {
        return Arguments.of(name, (Part) graph -> {
            graph.addLayer("before", convolution(4).build(), "input");
            graph.addLayer("layer", layer, "before");
            return "layer";
        });
    }

    private static ConvolutionLayer.Builder convolution(int channels) {
        return new ConvolutionLayer.Builder(3, 3).nOut(channels).convolutionMode(ConvolutionMode.Same);
    }

    private static Arguments vertex(String name, Part behindTwoMaps) {
        return Arguments.of(name, vertex(behindTwoMaps));
    }

    private static Part vertex(Part behindTwoMaps) {
        return graph -> {
            graph.addLayer("a", convolution(4).build(), "input");
            graph.addLayer("b", convolution(4).build(), "input");
            return behindTwoMaps.add(graph);
        };
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                layer("convolution", new ConvolutionLayer.Builder(3, 2).nOut(5).build()),
                layer(
                        "convolution, strided",
                        new ConvolutionLayer.Builder(3, 3).stride(2, 3).nOut(5).build()),
                layer(
                        "convolution, padded",
                        new ConvolutionLayer.Builder(3, 3).padding(1, 2).nOut(5).build()),
                layer(
                        "convolution, same",
                        new ConvolutionLayer.Builder(3, 3)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(5)
                                .build()),
                layer(
                        "convolution, same, even kernel",
                        new ConvolutionLayer.Builder(4, 2)
                                .stride(2, 1)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(5)
                                .build()),
                layer(
                        "convolution, strict",
                        new ConvolutionLayer.Builder(3, 3)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Strict)
                                .nOut(5)
                                .build()),
                layer(
                        "convolution, dilated",
                        new ConvolutionLayer.Builder(3, 3)
                                .dilation(2, 3)
                                .nOut(5)
                                .build()),
                layer(
                        "convolution, dilated, same",
                        new ConvolutionLayer.Builder(3, 3)
                                .dilation(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(5)
                                .build()),
                layer(
                        "convolution without bias",
                        new ConvolutionLayer.Builder(1, 1)
                                .hasBias(false)
                                .nOut(5)
                                .build()),
                layer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(1)
                                .nOut(4)
                                .build()),
                layer(
                        "depthwise, two kernels each",
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .stride(2, 2)
                                .depthMultiplier(2)
                                .nOut(8)
                                .build()),
                layer(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 3)
                                .nOut(5)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                layer(
                        "separable, two kernels each",
                        new SeparableConvolution2D.Builder(3, 3)
                                .depthMultiplier(2)
                                .hasBias(false)
                                .nOut(5)
                                .build()));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                layer("batch norm", new BatchNormalization()),
                layer(
                        "batch norm, variance",
                        new BatchNormalization.Builder().useLogStd(false).build()),
                layer(
                        "batch norm, locked",
                        new BatchNormalization.Builder()
                                .lockGammaBeta(true)
                                .gamma(1.5)
                                .beta(0.2)
                                .build()),
                layer("max pooling", pooling(SubsamplingLayer.PoolingType.MAX).build()),
                layer(
                        "max pooling, same",
                        pooling(SubsamplingLayer.PoolingType.MAX)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                layer(
                        "max pooling, padded",
                        pooling(SubsamplingLayer.PoolingType.MAX).padding(1, 1).build()),
                layer(
                        "average pooling",
                        pooling(SubsamplingLayer.PoolingType.AVG).build()),
                layer(
                        "average pooling, same",
                        pooling(SubsamplingLayer.PoolingType.AVG)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                layer(
                        "average pooling, padded",
                        pooling(SubsamplingLayer.PoolingType.AVG).padding(1, 1).build()),
                layer(
                        "average pooling, padding counted",
                        pooling(SubsamplingLayer.PoolingType.AVG)
                                .padding(1, 1)
                                .avgPoolIncludePadInDivisor(true)
                                .build()),
                layer(
                        "p-norm pooling",
                        pooling(SubsamplingLayer.PoolingType.PNORM).pnorm(3).build()),
                layer("global average", new GlobalPoolingLayer(PoolingType.AVG)),
                layer("global maximum", new GlobalPoolingLayer(PoolingType.MAX)),
                layer("global sum", new GlobalPoolingLayer(PoolingType.SUM)),
                layer(
                        "global p-norm",
                        new GlobalPoolingLayer.Builder(PoolingType.PNORM)
                                .pnorm(2)
                                .build()),
                layer(
                        "global average that stays a map",
                        new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                .collapseDimensions(false)
                                .build()),
                layer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.RELU)
                                .build()),
                layer(
                        "dense without bias",
                        new DenseLayer.Builder().hasBias(false).nOut(6).build()),
                layer("zero padding", new ZeroPaddingLayer.Builder(1, 2, 3, 0).build()),
                layer("cropping", new Cropping2D.Builder(1, 2, 0, 1).build()),
                layer(
                        "upsampling",
                        new Upsampling2D.Builder().size(new int[] {2, 3}).build()),
                layer("dropout in inference", new DropoutLayer.Builder(1.0).build()));
    }

    private static SubsamplingLayer.Builder pooling(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type, new int[] {3, 2}, new int[] {2, 2});
    }

    static Stream<Arguments> activations() {
        List<IActivation> functions = new ArrayList<>();
        for (Activation named : List.of(
                Activation.IDENTITY,
                Activation.RELU,
                Activation.RELU6,
                Activation.LEAKYRELU,
                Activation.ELU,
                Activation.SELU,
                Activation.SIGMOID,
                Activation.TANH,
                Activation.HARDSIGMOID,
                Activation.HARDTANH,
                Activation.SOFTPLUS,
                Activation.SOFTSIGN,
                Activation.SWISH,
                Activation.GELU,
                Activation.MISH,
                Activation.CUBE)) {
            functions.add(named.getActivationFunction());
        }
        functions.add(new ActivationLReLU(0.3));
        functions.add(new ActivationGELU(true));
        functions.add(new ActivationThresholdedReLU(0.4));
        functions.add(new ActivationReLU(1.5, null, 0.1));
        functions.add(new ActivationReLU(6.0, null, null));
        return functions.stream().map(function -> layer("activation " + function, new ActivationLayer(function)));
    }

    static Stream<Arguments> vertices() {
        return Stream.of(
                vertex("add", graph -> joined(graph, new ElementWiseVertex(ElementWiseVertex.Op.Add))),
                vertex("subtract", graph -> joined(graph, new ElementWiseVertex(ElementWiseVertex.Op.Subtract))),
                vertex("product", graph -> joined(graph, new ElementWiseVertex(ElementWiseVertex.Op.Product))),
                vertex("average", graph -> joined(graph, new ElementWiseVertex(ElementWiseVertex.Op.Average))),
                vertex("maximum", graph -> joined(graph, new ElementWiseVertex(ElementWiseVertex.Op.Max))),
                vertex("merge", graph -> joined(graph, new MergeVertex())),
                vertex("scale", graph -> single(graph, new ScaleVertex(0.3))),
                vertex("shift", graph -> single(graph, new ShiftVertex(0.3))),
                vertex("subset", graph -> {
                    // A single channel, because Deeplearning4j miscounts several channels (see below).
                    return single(graph, new SubsetVertex(2, 2));
                }),
                vertex("reshape", graph -> {
                    graph.addVertex("c", new ReshapeVertex(-1, 4 * HEIGHT * WIDTH), "a");
                    graph.addVertex("d", new ReshapeVertex(-1, WIDTH, 4, HEIGHT), "c");
                    graph.addLayer("unused", new GlobalPoolingLayer(PoolingType.AVG), "b");
                    graph.addLayer("e", new GlobalPoolingLayer(PoolingType.AVG), "d");
                    graph.addVertex("f", new MergeVertex(), "e", "unused");
                    return "f";
                }));
    }

    private static String joined(GraphBuilder graph, org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
        graph.addVertex("joined", vertex, "a", "b");
        return "joined";
    }

    private static String single(GraphBuilder graph, org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
        graph.addVertex("changed", vertex, "a");
        graph.addLayer("one", new GlobalPoolingLayer(PoolingType.AVG), "changed");
        graph.addLayer("two", new GlobalPoolingLayer(PoolingType.AVG), "b");
        graph.addVertex("both", new MergeVertex(), "one", "two");
        return "both";
    }

    static Stream<Arguments> withWrongGradientsThere() {
        return Stream.of(
                layer("activation elu with alpha", new ActivationLayer(new ActivationELU(0.7))),
                layer(
                        "local response normalisation",
                        new LocalResponseNormalization.Builder(0.5, 3, 0.7, 0.75).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"convolutions", "others", "activations", "vertices"})
    void equalsDeeplearning4j(String name, Part part) {
        Parity.of(net(part), CLASSES, 2, 3, HEIGHT, WIDTH)
                .withStatistics()
                .outputsEqual("output", Parity.OUTPUTS)
                .gradientsEqual(Parity.GRADIENTS);
    }

    /** Proof: finite differences of Deeplearning4j's own score disagree with its gradients and agree with ours. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("withWrongGradientsThere")
    void gradientsAreRightWhereThoseOfDeeplearning4jAreWrong(String name, Part part) {
        Parity parity = Parity.of(net(part), CLASSES, 2, 3, HEIGHT, WIDTH).outputsEqual("output", Parity.OUTPUTS);
        assertThat(parity.largestErrorOfDifferences(false)).isLessThan(1e-6);
        assertThat(parity.largestErrorOfDifferences(true)).isGreaterThan(1e-3);
    }

    /** Proof: for three of four channels, Deeplearning4j expects none. */
    @Test
    void countsSubsetsOfChannelsCorrectly() {
        InputType counted = new SubsetVertex(1, 3).getOutputType(0, InputType.convolutional(HEIGHT, WIDTH, 4));
        assertThat(((InputType.InputTypeConvolutional) counted).getChannels()).isEqualTo(-1);
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("input")
                .addLayer("a", convolution(4).nIn(3).build(), "input")
                .addVertex("changed", new SubsetVertex(1, 3), "a")
                .addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), "changed")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(3)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pooled")
                .setOutputs("output");
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        Parity.of(net, CLASSES, 2, 3, HEIGHT, WIDTH)
                .outputsEqual("output", Parity.OUTPUTS)
                .gradientsEqual(Parity.GRADIENTS);
    }

    /** The backward pass of GoogLeNet's helper is wrong on non-square maps; the result itself is correct. */
    @Test
    void poolHelperGradientOfDeeplearning4jIsWrongForNonSquareMaps() {
        Parity parity = Parity.of(
                        net(vertex(graph -> single(graph, new PoolHelperVertex()))), CLASSES, 2, 3, HEIGHT, WIDTH)
                .outputsEqual("output", Parity.OUTPUTS);
        assertThatThrownBy(() -> parity.gradientsEqual(Parity.GRADIENTS)).isInstanceOf(IllegalStateException.class);
    }
}
