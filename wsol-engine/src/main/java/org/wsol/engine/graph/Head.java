package org.wsol.engine.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Class scores from the last feature map. Whatever its form, the head has one weight row per class, so that the class
 * activation map of class k is {@code sum over c of weight[k, c] * feature[c]}.
 *
 * @param weightName the weight's name; shape (K, C) or (K, C, 1, 1)
 * @param biasName the bias's name, shape (K)
 * @param channels feature channels C
 * @param classes number of classes K
 * @param form in which order pooling and weighting stand
 * @param dropout probability with which single feature values are dropped before the head in training, 0 for none
 * @param weightInitializer start values of the weight
 */
public record Head(
        String weightName,
        String biasName,
        int channels,
        int classes,
        Form form,
        double dropout,
        Initializer weightInitializer) {

    /** The order of pooling and weighting. */
    public enum Form {
        /** Global average pooling, then a linear layer: weight (K, C). */
        LINEAR,
        /** A 1x1 convolution to K maps, then global average pooling: weight (K, C, 1, 1). */
        CONVOLUTION,
        /** The same with a ReLU on the maps before pooling (SqueezeNet). */
        CONVOLUTION_RELU
    }

    /** A linear head with PyTorch's default initialisation. */
    public static Head linear(String layer, int channels, int classes) {
        return new Head(
                layer + ".weight", layer + ".bias", channels, classes, Form.LINEAR, 0, new Initializer.UniformFanIn());
    }

    /** The weight as (K, C), whatever form it is stored in. */
    public SDVariable weight(Layers layers) {
        if (form == Form.LINEAR) {
            return layers.parameter(weightName, weightInitializer, classes, channels);
        }
        return layers.reshaped(
                layers.parameter(weightName, weightInitializer, classes, channels, 1, 1), classes, channels);
    }

    /**
     * Class scores.
     *
     * @param features shape (B, C, h, w)
     * @return shape (B, K)
     */
    public SDVariable logits(Layers layers, SDVariable features) {
        SDVariable bias = layers.parameter(biasName, new Initializer.Constant(0), classes);
        if (form == Form.LINEAR) {
            SDVariable pooled = layers.dropout(features.mean(2, 3), dropout, channels);
            return layers.graph()
                    .mmul(pooled, weight(layers), false, true, false)
                    .add(bias);
        }
        SDVariable weight = layers.parameter(weightName, weightInitializer, classes, channels, 1, 1);
        SDVariable dropped = layers.featureDropout(features, channels, dropout);
        SDVariable maps = layers.convolve(dropped, weight, bias, Convolution.square(channels, classes, 1));
        return (form == Form.CONVOLUTION_RELU ? layers.relu(maps) : maps).mean(2, 3);
    }
}
