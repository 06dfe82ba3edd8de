package org.wsol.dl4j;

import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.HeadFinder;
import org.wsol.dl4j.convert.HeadFinder.FoundHead;
import org.wsol.dl4j.convert.SourceNetwork;

/**
 * A Deeplearning4j network, possibly during training.
 *
 * @param head its head, which shares the network's arrays and changes during training
 * @param features computes the feature map of images in the network's own axis order
 * @param channelsLast whether channels are the network's last axis
 */
record LiveNetwork(FoundHead head, Function<INDArray, INDArray> features, boolean channelsLast) {

    static LiveNetwork of(ComputationGraph graph) {
        SourceNetwork source = SourceNetwork.of(graph);
        FoundHead head = requireHead(source);
        return new LiveNetwork(
                head, images -> graph.feedForward(images, false).get(head.featureLayer()), channelsLast(source));
    }

    static LiveNetwork of(MultiLayerNetwork network) {
        SourceNetwork source = SourceNetwork.of(network);
        FoundHead head = requireHead(source);
        int layer = java.util.List.copyOf(source.vertices().keySet()).indexOf(head.featureLayer());
        // The list returned by Deeplearning4j starts with the images.
        return new LiveNetwork(
                head, images -> network.feedForwardToLayer(layer, images, false).get(layer + 1), channelsLast(source));
    }

    private static FoundHead requireHead(SourceNetwork source) {
        return HeadFinder.head(source)
                .orElseThrow(
                        () -> new InvalidInputException(
                                "this network's class scores are not linear in a global average pooled feature map, so it has no class"
                                        + " activation map; train it as a backbone, which gives it such a head (Dl4jBackbone)"));
    }

    private static boolean channelsLast(SourceNetwork source) {
        return source.vertices().values().stream()
                .anyMatch(vertex -> vertex.configuration() instanceof ConvolutionLayer layer
                        && layer.getCnn2dDataFormat() == CNN2DFormat.NHWC);
    }

    /** The feature map of one image, shape (C, H, W). */
    INDArray featureMap(INDArray image) {
        INDArray given = channelsLast ? image.permute(0, 2, 3, 1).dup('c') : image;
        INDArray map = features.apply(given);
        INDArray ordered = channelsLast ? map.permute(0, 3, 1, 2) : map;
        return ordered.slice(0).dup('c');
    }

    /** Class scores of a feature map, shape (K). */
    float[] logits(INDArray featureMap) {
        long places = featureMap.size(1) * featureMap.size(2);
        INDArray maps = head.weight().mmul(featureMap.reshape(featureMap.size(0), places));
        INDArray bias = org.nd4j.linalg.factory.Nd4j.createFromArray(head.biases());
        boolean rectified = head.form() == org.wsol.engine.graph.Head.Form.CONVOLUTION_RELU;
        INDArray biased = maps.addColumnVector(bias.reshape(bias.length(), 1).castTo(maps.dataType()));
        INDArray scores = rectified
                ? org.nd4j.linalg.ops.transforms.Transforms.relu(biased, false).mean(1)
                : biased.mean(1);
        return scores.toFloatVector();
    }
}
