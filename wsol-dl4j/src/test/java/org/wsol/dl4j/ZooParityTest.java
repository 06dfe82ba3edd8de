package org.wsol.dl4j;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.ZooModel;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.Xception;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.PlannedExecutors;

/** The networks of Deeplearning4j's zoo with random weights and small images: results and gradients on both sides. */
@Tag("slow")
class ZooParityTest {
    private static final int CLASSES = 5;

    private static int[] shape(int side) {
        return new int[] {3, side, side};
    }

    /** Without dropout, whose random numbers differ between both sides. */
    private static ComputationGraph init(ZooModel<?> model) {
        ComputationGraph net = ((ComputationGraph) model.init()).convertDataType(DataType.DOUBLE);
        net.getConfiguration().getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().getLayer().setIDropout(null);
            }
        });
        for (org.deeplearning4j.nn.api.Layer layer : net.getLayers()) {
            layer.conf().getLayer().setIDropout(null);
        }
        if (model instanceof ResNet50) {
            // Its random weights are so large that probabilities fall below 1e-10, where Deeplearning4j's loss clamps
            // them.
            net.getParam("output_W").muli(0.05);
        }
        return net;
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(
                        "SqueezeNet",
                        SqueezeNet.builder()
                                .numClasses(CLASSES)
                                .inputShape(shape(64))
                                .build(),
                        64),
                Arguments.of(
                        "ResNet50",
                        ResNet50.builder()
                                .numClasses(CLASSES)
                                .inputShape(shape(192))
                                .build(),
                        192),
                Arguments.of(
                        "Darknet19",
                        Darknet19.builder()
                                .numClasses(CLASSES)
                                .inputShape(shape(64))
                                .build(),
                        64),
                Arguments.of(
                        "Xception",
                        Xception.builder()
                                .numClasses(CLASSES)
                                .inputShape(shape(72))
                                .build(),
                        72),
                Arguments.of(
                        "VGG16",
                        VGG16.builder()
                                .numClasses(CLASSES)
                                .inputShape(shape(32))
                                .build(),
                        32));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void equalsDeeplearning4j(String name, ZooModel<?> model, int side) {
        ComputationGraph net = init(model);
        String output = net.getConfiguration().getNetworkOutputs().get(0);
        try (PlannedExecutors executors = new PlannedExecutors(1)) {
            Parity.of(net, CLASSES, executors, 2, 3, side, side)
                    .outputsEqual(output, Parity.OUTPUTS)
                    .gradientsEqual(Parity.GRADIENTS, 1e-4);
        }
    }

    @Test
    void trunkOfTinyYoloEqualsDeeplearning4j() {
        ComputationGraph net = init(
                TinyYOLO.builder().numClasses(CLASSES).inputShape(shape(64)).build());
        try (PlannedExecutors executors = new PlannedExecutors(1)) {
            Parity.of(net, CLASSES, executors, 2, 3, 64, 64).outputsEqual("convolution2d_9", Parity.OUTPUTS);
        }
    }
}
