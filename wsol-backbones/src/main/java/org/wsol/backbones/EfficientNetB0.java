package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Stage;

/** EfficientNet-B0 (Tan and Le 2019) as in torchvision: inverted residual blocks with squeeze-and-excitation and SiLU. */
public final class EfficientNetB0 implements BackboneProvider<EfficientNetB0.Options> {
    private static final int CHANNELS = 1280;
    private static final int STEM_CHANNELS = 32;
    private static final InvertedResidual.Style STYLE =
            new InvertedResidual.Style(Nonlinearity.SILU, Nonlinearity.SILU, Nonlinearity.SIGMOID, 1e-5, 0.1);

    /** Groups of blocks: expansion, kernel, stride of the first, channels out, number of blocks. */
    private static final int[][] GROUPS = {
        {1, 3, 1, 16, 1},
        {6, 3, 2, 24, 2},
        {6, 5, 2, 40, 2},
        {6, 3, 2, 80, 3},
        {6, 5, 1, 112, 3},
        {6, 5, 2, 192, 4},
        {6, 3, 1, 320, 1},
    };

    private static final int BLOCKS = 16;

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param dropout dropout probability of the pooled features before the head
     * @param dropPath probability of dropping the last block's branch in training
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (features.6 with stride 1), 28"
                            + " (features.4 too) or 7 (as published).",
                    defaultValue = "14")
            int featureMap,

            @Setting(
                    doc = "Dropout probability of the pooled features before the head.",
                    defaultValue = "0.2",
                    min = 0,
                    max = 0.99)
            double dropout,

            @Setting(
                    doc = "Probability of dropping the last block's residual branch in training (stochastic depth); it"
                            + " increases from 0 over the blocks.",
                    defaultValue = "0.2",
                    min = 0,
                    max = 0.99)
            double dropPath) {}

    @Override
    public String name() {
        return "efficientnet_b0";
    }

    @Override
    public String summary() {
        return "EfficientNet-B0: inverted residual blocks with squeeze-and-excitation, 4 million parameters before the head.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        Convolution stem = Convolution.square(3, STEM_CHANNELS, 3).withStride(2);
        stages.add(unit("features.0", stem));
        int channels = STEM_CHANNELS;
        int stride = 2;
        int index = 0;
        for (int group = 0; group < GROUPS.length; group++) {
            int[] row = GROUPS[group];
            for (int i = 0; i < row[4]; i++) {
                int step = i == 0 && stride < lastStride ? row[2] : 1;
                InvertedResidual block = new InvertedResidual(
                        "features." + (group + 1) + "." + i,
                        channels,
                        channels * row[0],
                        row[3],
                        row[1],
                        step,
                        Math.max(1, channels / 4),
                        options.dropPath() * index++ / BLOCKS,
                        STYLE);
                stages.add(new Stage(block.name(), block::apply));
                channels = row[3];
                stride *= step;
            }
        }
        stages.add(unit("features.8", Convolution.square(channels, CHANNELS, 1)));
        return StagedBackbone.of(name(), stages, head(options, classes), "features.6.0");
    }

    private static Stage unit(String name, Convolution geometry) {
        return new Stage(name, (layers, x) -> STYLE.unit(layers, name, x, geometry, Optional.of(STYLE.activation())));
    }

    private static Head head(Options options, int classes) {
        return new Head(
                "classifier.1.weight",
                "classifier.1.bias",
                CHANNELS,
                classes,
                Head.Form.LINEAR,
                options.dropout(),
                new Initializer.UniformFanIn());
    }
}
