package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.convert.ConvertedNetwork;
import org.wsol.dl4j.convert.SourceNetwork;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;

/** Networks with channels last, such as those imported from Keras. */
class ChannelsLastTest {
    private static final int HEIGHT = 11;
    private static final int WIDTH = 9;

    private static ComputationGraph network(boolean pooled) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("input")
                .addLayer("border", new ZeroPaddingLayer.Builder(1, 0, 2, 0).build(), "input")
                .addLayer("conv", new ConvolutionLayer.Builder(3, 2).nOut(4).build(), "border")
                .addLayer("norm", new BatchNormalization(), "conv")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(
                                        SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                                .build(),
                        "norm")
                .addLayer(
                        "side",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(3)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.RELU)
                                .build(),
                        "pool")
                .addVertex("merged", new MergeVertex(), "pool", "side");
        if (pooled) {
            graph.addLayer("average", new GlobalPoolingLayer(PoolingType.AVG), "merged");
        }
        graph.addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(5)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        pooled ? "average" : "merged")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3, CNN2DFormat.NHWC));
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        INDArray parameters = net.params();
        parameters.assign(parameters.castTo(DataType.FLOAT).castTo(DataType.DOUBLE));
        return net;
    }

    /** After a pooling, and after a flattening, whose order is then different. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void channelsLastNetworkGivesTheSameForImagesWithChannelsFirst(boolean pooled) {
        ComputationGraph net = network(pooled);
        INDArray images = Parity.random(7, DataType.DOUBLE, 2, 3, HEIGHT, WIDTH);
        INDArray expected = net.outputSingle(images.permute(0, 2, 3, 1).dup('c'));
        assertThat(expected.shape()).containsExactly(2, 5);
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 1)) {
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FOLDED);
            SDVariable result = ConvertedNetwork.upTo(SourceNetwork.of(net), "output")
                    .apply(layers, layers.images("images", 3, new ImageSize(HEIGHT, WIDTH)))
                    .variable();
            try (SameDiffExecutor executor =
                    new SameDiffExecutor(new GraphProgram(layers.graph(), List.of(result.name()), List.of()))) {
                Parity.near(
                        "output",
                        expected,
                        executor.run(Map.of("images", images)).output(result.name()),
                        Parity.OUTPUTS);
            }
        }
    }
}
