package org.wsol.backbones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Head.Neck;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.nd4j.Activation;
import org.wsol.engine.nd4j.LayerNorm;

/**
 * ConvNeXt-Tiny (Liu et al. 2022) as in torchvision: depthwise 7x7 convolutions, layer normalisation over the channels,
 * GELU and layer scale. A downsampling 2x2 convolution with its stride set to 1 is padded at the bottom and right, so
 * that the map keeps its size.
 */
public final class ConvNeXtTiny implements BackboneProvider<ConvNeXtTiny.Options> {
    private static final double EPSILON = 1e-6;
    private static final double LAYER_SCALE = 1e-6;
    private static final Initializer WEIGHTS = new Initializer.Normal(0.02);
    private static final int[] WIDTHS = {96, 192, 384, 768};
    private static final int[] BLOCKS = {3, 3, 9, 3};
    private static final int CHANNELS = 768;

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param head as published, or plain
     * @param dropPath probability of dropping the last block's branch in training
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (features.6 with stride 1), 28"
                            + " (features.4 too) or 7 (as published).",
                    defaultValue = "14")
            int featureMap,

            @Setting(
                    doc =
                            "published: layer normalisation of the pooled features, maps by Grad-CAM; linear: global mean and"
                                    + " one layer, for methods that need class weights.",
                    defaultValue = "published")
            HeadStyle head,

            @Setting(
                    doc = "Probability of dropping the last block's residual branch in training (stochastic depth); it"
                            + " increases from 0 over the blocks.",
                    defaultValue = "0.1",
                    min = 0,
                    max = 0.99)
            double dropPath) {}

    @Override
    public String name() {
        return "convnext_tiny";
    }

    @Override
    public String summary() {
        return "ConvNeXt-Tiny: depthwise 7x7 convolutions and layer normalisation, 28 million parameters.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("features.0", ConvNeXtTiny::stem));
        int stride = 4;
        int blocks = Arrays.stream(BLOCKS).sum();
        int index = 0;
        for (int group = 0; group < WIDTHS.length; group++) {
            int width = WIDTHS[group];
            if (group > 0) {
                stages.add(downsampling("features." + 2 * group, WIDTHS[group - 1], width, stride < lastStride));
                stride = Math.min(2 * stride, lastStride);
            }
            for (int i = 0; i < BLOCKS[group]; i++) {
                Block block = new Block(
                        "features." + (2 * group + 1) + "." + i, width, options.dropPath() * index++ / (blocks - 1));
                stages.add(new Stage(block.name(), block::apply));
            }
        }
        Head published =
                new Head("classifier.2.weight", "classifier.2.bias", CHANNELS, classes, Head.Form.LINEAR, 0, WEIGHTS);
        Head head = options.head().of(published, new PooledNorm(), CHANNELS, classes);
        return StagedBackbone.of(name(), stages, head, "features.7.0");
    }

    private static SDVariable stem(Layers layers, SDVariable x) {
        Convolution patches = Convolution.square(3, WIDTHS[0], 4)
                .withStride(4)
                .withPadding(Padding.of(0))
                .withBias();
        SDVariable y = layers.convolution("features.0.0", x, patches, WEIGHTS);
        return new ChannelLayers(layers).layerNorm("features.0.1", y, WIDTHS[0], EPSILON);
    }

    private static Stage downsampling(String name, int in, int out, boolean halved) {
        Convolution geometry = Convolution.square(in, out, 2)
                .withStride(halved ? 2 : 1)
                .withPadding(halved ? Padding.of(0) : new Padding.Same())
                .withBias();
        return new Stage(name, (layers, x) -> {
            SDVariable y = new ChannelLayers(layers).layerNorm(name + ".0", x, in, EPSILON);
            return layers.convolution(name + ".1", y, geometry, WEIGHTS);
        });
    }

    /** Depthwise 7x7, layer normalisation, a hidden layer four times as wide at every position, layer scale; added to x. */
    private record Block(String name, int width, double dropPath) {

        SDVariable apply(Layers layers, SDVariable x) {
            ChannelLayers channels = new ChannelLayers(layers);
            String prefix = name + ".block.";
            SDVariable y = layers.convolution(
                    prefix + "0", x, Convolution.depthwise(width, 7, 1).withBias(), WEIGHTS);
            y = channels.layerNorm(prefix + "2", y, width, EPSILON);
            y = channels.activation(
                    Activation.Function.GELU, channels.pointwise(prefix + "3", y, width, 4 * width, WEIGHTS));
            y = channels.scaledPointwise(
                    prefix + "5", name + ".layer_scale", y, 4 * width, width, LAYER_SCALE, WEIGHTS);
            return layers.add(x, channels.dropPath(y, dropPath, 4));
        }
    }

    /** Layer normalisation of the pooled features. */
    private record PooledNorm() implements Neck {
        private static final String NORM = "classifier.0";

        @Override
        public String description() {
            return "layer normalisation";
        }

        @Override
        public int width() {
            return CHANNELS;
        }

        @Override
        public SDVariable apply(Layers layers, SDVariable pooled) {
            return new ChannelLayers(layers).rowNorm(NORM, pooled, CHANNELS, EPSILON, 2);
        }

        @Override
        public SDVariable gradient(Layers layers, SDVariable pooled, SDVariable outer) {
            SDVariable gamma = layers.parameter(NORM + ".weight", new Initializer.Constant(1), CHANNELS);
            SDVariable beta = layers.parameter(NORM + ".bias", new Initializer.Constant(0), CHANNELS);
            return new LayerNorm.Gradient(new LayerNorm(2, 1, EPSILON))
                    .values(List.of(pooled, gamma, beta, outer))
                    .get(0);
        }
    }
}
