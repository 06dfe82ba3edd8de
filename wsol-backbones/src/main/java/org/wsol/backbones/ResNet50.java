package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.Stage;

/** ResNet-50 (He et al. 2016) as in torchvision, with the strides of its last two groups selectable. */
public final class ResNet50 implements BackboneProvider<ResNet50.Options> {
    private static final double EPSILON = 1e-5;
    private static final Initializer WEIGHTS = new Initializer.Xavier();
    private static final int CHANNELS = 2048;
    private static final int EXPANSION = 4;

    /** Blocks of layer1 to layer4. */
    private static final int[] BLOCKS = {3, 4, 6, 3};

    /** Where a block that halves its map does so. */
    public enum BlockStride {
        /** In the 3x3 convolution, as in torchvision. */
        CONV2,
        /** In the first 1x1 convolution, as in the paper and in Keras. */
        CONV1
    }

    /**
     * What can be set.
     *
     * @param featureMap the last map's side for 224 px images
     * @param blockStride where a block that halves its map does so
     */
    public record Options(
            @Setting(
                    doc = "Side of the last feature map for 224 px images: 28 (layer3 and layer4 with stride"
                            + " 1), 14 (layer4 with stride 1) or 7 (as published).",
                    defaultValue = "28")
            int featureMap,

            @Setting(
                    doc = "Where a block that halves its map does so: conv2 (torchvision), or conv1 for"
                            + " weights from Keras.",
                    defaultValue = "conv2")
            BlockStride blockStride) {}

    @Override
    public String name() {
        return "resnet50";
    }

    @Override
    public String summary() {
        return "ResNet-50 with the last groups' strides set to 1.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("conv1", ResNet50::stem));
        stages.add(new Stage("maxpool", (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(1), false)));
        int channels = 64;
        int stride = 4;
        for (int group = 0; group < BLOCKS.length; group++) {
            int groupStride = group > 0 && stride < lastStride ? 2 : 1;
            stride *= groupStride;
            int width = 64 << group;
            for (int i = 0; i < BLOCKS[group]; i++) {
                Bottleneck block = new Bottleneck(
                        "layer" + (group + 1) + "." + i,
                        channels,
                        width,
                        i == 0 ? groupStride : 1,
                        options.blockStride());
                stages.add(new Stage(block.name(), block::apply));
                channels = EXPANSION * width;
            }
        }
        return StagedBackbone.of(name(), stages, head(classes), "layer4.0")
                .withReferenceFastLayers("layer4.", "fc.")
                .withPublishedNames(PublishedNames::resNet50);
    }

    private static Head head(int classes) {
        return new Head("fc.weight", "fc.bias", CHANNELS, classes, Head.Form.LINEAR, 0, new Initializer.Normal(0.01));
    }

    private static SDVariable stem(Layers layers, SDVariable x) {
        return layers.relu(normalized(
                layers, "conv1", "bn1", x, Convolution.square(3, 64, 7).withStride(2)));
    }

    private static SDVariable normalized(
            Layers layers, String convolution, String norm, SDVariable x, Convolution geometry) {
        return layers.convolutionBatchNorm(convolution, norm, x, geometry, EPSILON, WEIGHTS);
    }

    /** A block of 1x1, 3x3 and 1x1 convolutions added to its input, which is projected where the shape changes. */
    private record Bottleneck(String name, int in, int width, int stride, BlockStride strideAt) {

        SDVariable apply(Layers layers, SDVariable x) {
            int out = EXPANSION * width;
            int first = strideAt == BlockStride.CONV1 ? stride : 1;
            SDVariable y = layers.relu(
                    unit(layers, 1, x, Convolution.square(in, width, 1).withStride(first)));
            y = layers.relu(
                    unit(layers, 2, y, Convolution.square(width, width, 3).withStride(stride / first)));
            y = unit(layers, 3, y, Convolution.square(width, out, 1));
            return layers.relu(layers.add(y, in == out ? x : projected(layers, x, out)));
        }

        private SDVariable unit(Layers layers, int number, SDVariable x, Convolution geometry) {
            return normalized(layers, name + ".conv" + number, name + ".bn" + number, x, geometry);
        }

        private SDVariable projected(Layers layers, SDVariable x, int out) {
            Convolution geometry = Convolution.square(in, out, 1).withStride(stride);
            return normalized(layers, name + ".downsample.0", name + ".downsample.1", x, geometry);
        }
    }
}
