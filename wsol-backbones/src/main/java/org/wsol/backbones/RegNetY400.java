package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.backbones.InvertedResidual.SqueezeExcitation;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/**
 * RegNetY-400MF (Radosavovic et al. 2020) as in torchvision: bottleneck blocks of constant width, whose 3x3
 * convolutions have groups of eight channels, with squeeze-and-excitation.
 */
public final class RegNetY400 implements BackboneProvider<RegNetY400.Options> {
    private static final double EPSILON = 1e-5;
    private static final Initializer WEIGHTS = new Initializer.HeFanOut();
    private static final int STEM_CHANNELS = 32;
    private static final int GROUP_WIDTH = 8;
    private static final int[] WIDTHS = {48, 104, 208, 440};
    private static final int[] BLOCKS = {1, 3, 6, 6};

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (block4 with stride 1), 28 (block3"
                            + " too) or 7 (as published).",
                    defaultValue = "14")
            int featureMap) {}

    @Override
    public String name() {
        return "regnet_y_400mf";
    }

    @Override
    public String summary() {
        return "RegNetY-400MF: grouped convolutions with squeeze-and-excitation, 4 million parameters.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("stem", RegNetY400::stem));
        int channels = STEM_CHANNELS;
        int stride = 2;
        for (int group = 0; group < WIDTHS.length; group++) {
            int groupStride = stride < lastStride ? 2 : 1;
            stride *= groupStride;
            String prefix = "trunk_output.block" + (group + 1) + ".block" + (group + 1) + "-";
            for (int i = 0; i < BLOCKS[group]; i++) {
                Block block = new Block(prefix + i, channels, WIDTHS[group], i == 0 ? groupStride : 1);
                stages.add(new Stage(block.name(), block::apply));
                channels = WIDTHS[group];
            }
        }
        return StagedBackbone.of(name(), stages, Head.linear("fc", channels, classes), "trunk_output.block4.block4-0");
    }

    private static SDVariable stem(Layers layers, SDVariable x) {
        return layers.relu(
                unit(layers, "stem", x, Convolution.square(3, STEM_CHANNELS, 3).withStride(2)));
    }

    private static SDVariable unit(Layers layers, String name, SDVariable x, Convolution geometry) {
        return layers.convolutionBatchNorm(name + ".0", name + ".1", x, geometry, EPSILON, WEIGHTS);
    }

    /** 1x1, grouped 3x3, squeeze-and-excitation and 1x1, added to the input, which is projected if shapes differ. */
    private record Block(String name, int in, int width, int stride) {

        SDVariable apply(Layers layers, SDVariable x) {
            SDVariable y = layers.relu(unit(layers, name + ".f.a", x, Convolution.square(in, width, 1)));
            Convolution filter =
                    Convolution.square(width, width, 3).withStride(stride).withGroups(width / GROUP_WIDTH);
            y = layers.relu(unit(layers, name + ".f.b", y, filter));
            int squeezed = Math.round(in / 4f);
            y = new SqueezeExcitation(name + ".f.se", width, squeezed, Nonlinearity.RELU, Nonlinearity.SIGMOID, WEIGHTS)
                    .apply(layers, y);
            y = unit(layers, name + ".f.c", y, Convolution.square(width, width, 1));
            Convolution projection = Convolution.square(in, width, 1).withStride(stride);
            SDVariable input = in == width && stride == 1 ? x : unit(layers, name + ".proj", x, projection);
            return layers.relu(layers.add(y, input));
        }
    }
}
