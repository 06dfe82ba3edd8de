package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.wsol.engine.graph.Stage;
import org.wsol.engine.nd4j.Activation;

/**
 * MobileNetV3-Large (Howard et al. 2019) as in torchvision: inverted residual blocks, hard-swish, squeeze-and-excitation in
 * some of them, and a hidden layer of 1280 in the head.
 */
public final class MobileNetV3Large implements BackboneProvider<MobileNetV3Large.Options> {
    private static final int STEM_CHANNELS = 16;
    private static final int CHANNELS = 960;
    private static final int HIDDEN = 1280;
    private static final InvertedResidual.Style STYLE = new InvertedResidual.Style(
            Nonlinearity.HARD_SWISH, Nonlinearity.RELU, Nonlinearity.HARD_SIGMOID, 1e-3, 0.01);

    /** Blocks: kernel, channels between, channels out, whether squeezed, whether hard-swish, stride. */
    private static final int[][] BLOCKS = {
        {3, 16, 16, 0, 0, 1},
        {3, 64, 24, 0, 0, 2},
        {3, 72, 24, 0, 0, 1},
        {5, 72, 40, 1, 0, 2},
        {5, 120, 40, 1, 0, 1},
        {5, 120, 40, 1, 0, 1},
        {3, 240, 80, 0, 1, 2},
        {3, 200, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 480, 112, 1, 1, 1},
        {3, 672, 112, 1, 1, 1},
        {5, 672, 160, 1, 1, 2},
        {5, 960, 160, 1, 1, 1},
        {5, 960, 160, 1, 1, 1},
    };

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param head as published, or plain
     * @param dropout dropout probability before the last layer
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (features.13 with stride 1), 28"
                            + " (features.7 too) or 7 (as published).",
                    defaultValue = "14")
            int featureMap,

            @Setting(
                    doc = "published: a hidden layer before the classes, maps by Grad-CAM; linear: global mean and one"
                            + " layer, for methods that need class weights.",
                    defaultValue = "published")
            HeadStyle head,

            @Setting(
                    doc = "Dropout probability before the last layer of the published head.",
                    defaultValue = "0.2",
                    min = 0,
                    max = 0.99)
            double dropout) {}

    @Override
    public String name() {
        return "mobilenet_v3_large";
    }

    @Override
    public String summary() {
        return "MobileNetV3-Large: inverted residual blocks, 3 million parameters before the head.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(unit("features.0", Convolution.square(3, STEM_CHANNELS, 3).withStride(2)));
        int channels = STEM_CHANNELS;
        int stride = 2;
        for (int[] row : BLOCKS) {
            int step = stride < lastStride ? row[5] : 1;
            InvertedResidual block = new InvertedResidual(
                    "features." + stages.size(),
                    channels,
                    row[1],
                    row[2],
                    row[0],
                    step,
                    row[3] == 1 ? roundedToEight(row[1] / 4.0) : 0,
                    0,
                    STYLE.withActivation(row[4] == 1 ? Nonlinearity.HARD_SWISH : Nonlinearity.RELU));
            stages.add(new Stage(block.name(), block::apply));
            channels = row[2];
            stride *= step;
        }
        stages.add(unit("features.16", Convolution.square(channels, CHANNELS, 1)));
        Head head = options.head().of(published(options, classes), new HiddenLayer(), CHANNELS, classes);
        StagedBackbone backbone = StagedBackbone.of(name(), stages, head, "features.13");
        return options.head() == HeadStyle.PUBLISHED
                ? backbone.withHeadLayers("classifier.0", "classifier.3")
                : backbone;
    }

    /** The nearest multiple of eight that is at most 10 % smaller. */
    private static int roundedToEight(double channels) {
        int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    private static Stage unit(String name, Convolution geometry) {
        return new Stage(name, (layers, x) -> STYLE.unit(layers, name, x, geometry, Optional.of(STYLE.activation())));
    }

    private static Head published(Options options, int classes) {
        return new Head(
                "classifier.3.weight",
                "classifier.3.bias",
                CHANNELS,
                classes,
                Head.Form.LINEAR,
                options.dropout(),
                new Initializer.Normal(0.01));
    }

    /** {@code hardswish(W f + b)} with 1280 values. */
    private record HiddenLayer() implements Neck {
        private static final Initializer WEIGHTS = new Initializer.Normal(0.01);

        @Override
        public String description() {
            return "a hidden layer";
        }

        @Override
        public int width() {
            return HIDDEN;
        }

        @Override
        public SDVariable apply(Layers layers, SDVariable pooled) {
            return new ChannelLayers(layers).activation(Activation.Function.HARD_SWISH, before(layers, pooled));
        }

        private static SDVariable before(Layers layers, SDVariable pooled) {
            return new ChannelLayers(layers).linear("classifier.0", pooled, CHANNELS, HIDDEN, WEIGHTS);
        }

        @Override
        public SDVariable gradient(Layers layers, SDVariable pooled, SDVariable outer) {
            SDVariable x = before(layers, pooled);
            SDVariable inner = new Activation.Gradient(new Activation(Activation.Function.HARD_SWISH))
                    .values(List.of(x, outer))
                    .get(0);
            return inner.mmul(layers.parameter("classifier.0.weight", WEIGHTS, HIDDEN, CHANNELS));
        }
    }
}
