package org.wsol.engine.graph;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;

/**
 * Class scores from the last feature map. A plain head has one weight row per class, so that the class activation map
 * of class k is {@code sum over c of weight[k, c] * feature[c]}; a head with a {@link Neck} has no such rows.
 *
 * @param weightName the weight's name; shape (K, C) or (K, C, 1, 1)
 * @param biasName the bias's name, shape (K)
 * @param channels feature channels C
 * @param classes number of classes K
 * @param form the order of pooling and weighting
 * @param dropout probability with which single feature values are dropped before the head in training, 0 for none
 * @param weightInitializer start values of the weight
 * @param neck layers between the pooled features and the linear layer; the head then has no class weight per channel
 */
public record Head(
        String weightName,
        String biasName,
        int channels,
        int classes,
        Form form,
        double dropout,
        Initializer weightInitializer,
        Optional<Neck> neck) {

    /** Checks that a neck is followed by a linear layer. */
    public Head {
        if (neck.isPresent() && form != Form.LINEAR) {
            throw new IllegalArgumentException("only a linear head may have a neck");
        }
    }

    /** A head whose linear layer or convolution reads the features directly. */
    public Head(
            String weightName,
            String biasName,
            int channels,
            int classes,
            Form form,
            double dropout,
            Initializer weightInitializer) {
        this(weightName, biasName, channels, classes, form, dropout, weightInitializer, Optional.empty());
    }

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

    /** The same head with a neck between the pooled features and the linear layer. */
    public Head withNeck(Neck between) {
        return new Head(
                weightName, biasName, channels, classes, form, dropout, weightInitializer, Optional.of(between));
    }

    /**
     * The weight as (K, C), independent of its stored form.
     *
     * @throws InvalidInputException if the head has a neck and therefore no class weight per channel
     */
    public SDVariable weight(Layers layers) {
        neck.ifPresent(between -> {
            throw new InvalidInputException("this backbone's head has " + between.description()
                    + " between features and classes, so that channels have no class weights, which this method needs; set"
                    + " head: linear in the backbone's options");
        });
        if (form == Form.LINEAR) {
            return linearWeight(layers);
        }
        return layers.reshaped(
                layers.parameter(weightName, weightInitializer, classes, channels, 1, 1), classes, channels);
    }

    /**
     * The weight of each channel in an image's class score: the class's weights or, if the head has a neck, the
     * gradient of the score with respect to the pooled features. The map made with these weights is the class
     * activation map, or Grad-CAM's before its ReLU times the number of positions (Selvaraju et al. 2017).
     *
     * @param features shape (B, C, h, w)
     * @param wanted share of each class, shape (B, K): one-hot for a single class
     * @return shape (B, C)
     */
    public SDVariable channelWeights(Layers layers, SDVariable features, SDVariable wanted) {
        if (neck.isEmpty()) {
            return wanted.mmul(weight(layers));
        }
        return neck.get().gradient(layers, features.mean(2, 3), wanted.mmul(linearWeight(layers)));
    }

    private SDVariable linearWeight(Layers layers) {
        return layers.parameter(weightName, weightInitializer, classes, width());
    }

    /** Number of values per image that the linear layer reads. */
    private int width() {
        return neck.map(Neck::width).orElse(channels);
    }

    /**
     * Class scores.
     *
     * @param features shape (B, C, h, w)
     * @return shape (B, K)
     */
    public SDVariable logits(Layers layers, SDVariable features) {
        if (form == Form.LINEAR) {
            return linear(layers, features.mean(2, 3));
        }
        SDVariable bias = layers.parameter(biasName, new Initializer.Constant(0), classes);
        SDVariable weight = layers.parameter(weightName, weightInitializer, classes, channels, 1, 1);
        SDVariable dropped = layers.featureDropout(features, channels, dropout);
        SDVariable maps = layers.convolve(dropped, weight, bias, Convolution.square(channels, classes, 1));
        return (form == Form.CONVOLUTION_RELU ? layers.relu(maps) : maps).mean(2, 3);
    }

    private SDVariable linear(Layers layers, SDVariable pooled) {
        SDVariable bias = layers.parameter(biasName, new Initializer.Constant(0), classes);
        SDVariable read = neck.isPresent() ? neck.get().apply(layers, pooled) : pooled;
        layers.count((long) width() * classes);
        return layers.graph()
                .mmul(layers.dropout(read, dropout, width()), linearWeight(layers), false, true, false)
                .add(bias);
    }

    /** Layers between a network's pooled features and its last linear layer. */
    public interface Neck {

        /** A name for messages: {@code "a hidden layer"}. */
        String description();

        /** Number of output values per image. */
        int width();

        /**
         * Adds it to a graph.
         *
         * @param pooled shape (B, C)
         * @return shape (B, width)
         */
        SDVariable apply(Layers layers, SDVariable pooled);

        /**
         * The gradient with respect to the pooled features, as an ordinary value of the graph.
         *
         * @param pooled shape (B, C)
         * @param outer gradient with respect to the result of {@link #apply}, shape (B, width)
         * @return shape (B, C)
         */
        SDVariable gradient(Layers layers, SDVariable pooled, SDVariable outer);

        /**
         * The last stage whose map affects the class scores, if that is not the network's last stage and no class
         * activation map exists; otherwise empty.
         */
        default Optional<String> lastStageRead() {
            return Optional.empty();
        }
    }
}
