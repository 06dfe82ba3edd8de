package org.wsol.dl4j;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j networks for images of 32 x 32 pixels and three classes. */
final class SmallNetworks {
    static final int CLASSES = 3;
    static final int SIDE = 32;

    private SmallNetworks() {}

    static INDArray images() {
        return Parity.random(5, DataType.FLOAT, 2, 3, SIDE, SIDE);
    }

    /** Two convolutions, the second one as a residual branch, and the layers that {@code end} adds after "act2". */
    static ComputationGraph graph(UnaryOperator<GraphBuilder> end) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(11)
                .updater(new Adam(1e-2))
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("image")
                .addLayer("conv1", convolution().stride(2, 2).build(), "image")
                .addLayer("norm1", new BatchNormalization(), "conv1")
                .addLayer("act1", new ActivationLayer(Activation.RELU), "norm1")
                .addLayer("conv2", convolution().build(), "act1")
                .addLayer("norm2", new BatchNormalization(), "conv2")
                .addVertex("joined", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm2", "act1")
                .addLayer("act2", new ActivationLayer(Activation.RELU), "joined");
        end.apply(graph).setOutputs("output").setInputTypes(InputType.convolutional(SIDE, SIDE, 3));
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        return net;
    }

    private static ConvolutionLayer.Builder convolution() {
        return new ConvolutionLayer.Builder(3, 3).nOut(8).convolutionMode(ConvolutionMode.Same);
    }

    static GraphBuilder end(GraphBuilder graph, String last) {
        return graph.addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), last)
                .addLayer("output", output(), "pooled");
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static ComputationGraph residual() {
        return graph(graph -> end(graph, "act2"));
    }

    /** With a pooling and two dense layers instead of a pooled head. */
    static ComputationGraph dense() {
        return graph(graph -> graph.addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(
                                        SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                                .build(),
                        "act2")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(10)
                                .activation(Activation.RELU)
                                .build(),
                        "pool")
                .addLayer("output", output(), "dense"));
    }

    static MultiLayerNetwork inARow() {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(1e-2))
                .list()
                .layer(convolution().activation(Activation.LEAKYRELU).build())
                .layer(new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                        .build())
                .layer(convolution().activation(Activation.RELU).build())
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(output())
                .setInputType(InputType.convolutional(SIDE, SIDE, 3))
                .build());
        net.init();
        return net;
    }
}
