package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.Stage;

/**
 * The shape of one of torchvision's ResNets (He et al. 2016; wide: Zagoruyko and Komodakis 2016): a 7x7 stem, a max-pool
 * and four groups of blocks, each group with twice the width of the one before.
 *
 * @param name the component's name
 * @param blocks number of blocks of layer1 to layer4
 * @param form the kind of blocks
 * @param widening inner width of a bottleneck, relative to ResNet-50's
 * @param strideAt where a downsampling block has its stride
 * @param weights initial weights of the convolutions
 */
record ResidualNetwork(
        String name,
        List<Integer> blocks,
        Form form,
        int widening,
        ResNet50.BlockStride strideAt,
        Initializer weights) {
    private static final double EPSILON = 1e-5;
    private static final int STEM_CHANNELS = 64;

    /** The kind of block. */
    enum Form {
        /** Two 3x3 convolutions. */
        BASIC(1),
        /** 1x1, 3x3 and 1x1 convolutions, the last with four times as many channels. */
        BOTTLENECK(4);

        private final int expansion;

        Form(int expansion) {
            this.expansion = expansion;
        }
    }

    /** The network with the strides of its last groups chosen for the requested size of the last map. */
    Backbone create(int featureMap, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name, featureMap, imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("conv1", this::stem));
        stages.add(new Stage("maxpool", (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(1), false)));
        int channels = STEM_CHANNELS;
        int stride = 4;
        for (int group = 0; group < blocks.size(); group++) {
            int groupStride = group > 0 && stride < lastStride ? 2 : 1;
            stride *= groupStride;
            int width = STEM_CHANNELS << group;
            for (int i = 0; i < blocks.get(group); i++) {
                Block block = new Block("layer" + (group + 1) + "." + i, channels, width, i == 0 ? groupStride : 1);
                stages.add(new Stage(block.name(), (layers, x) -> block(layers, x, block)));
                channels = form.expansion * width;
            }
        }
        Head head =
                new Head("fc.weight", "fc.bias", channels, classes, Head.Form.LINEAR, 0, new Initializer.Normal(0.01));
        return StagedBackbone.of(name, stages, head, "layer4.0")
                .withReferenceFastLayers("layer4.", "fc.")
                .withPublishedNames(PublishedNames::resNet50);
    }

    /**
     * One block.
     *
     * @param name the stage's name, which is also the prefix of its parameter names
     * @param in channels in
     * @param width the group's width
     * @param stride step between positions
     */
    private record Block(String name, int in, int width, int stride) {}

    private SDVariable stem(Layers layers, SDVariable x) {
        Convolution geometry = Convolution.square(3, STEM_CHANNELS, 7).withStride(2);
        return layers.relu(layers.convolutionBatchNorm("conv1", "bn1", x, geometry, EPSILON, weights));
    }

    /** The block's convolutions, added to its input, which is projected if the shape changes. */
    private SDVariable block(Layers layers, SDVariable x, Block block) {
        int out = form.expansion * block.width();
        boolean projected = block.in() != out || block.stride() != 1;
        SDVariable y = form == Form.BASIC ? basic(layers, x, block) : bottleneck(layers, x, block, out);
        return layers.relu(layers.add(y, projected ? projection(layers, x, block, out) : x));
    }

    private SDVariable basic(Layers layers, SDVariable x, Block block) {
        Convolution first = Convolution.square(block.in(), block.width(), 3).withStride(block.stride());
        SDVariable y = layers.relu(unit(layers, block, 1, x, first));
        return unit(layers, block, 2, y, Convolution.square(block.width(), block.width(), 3));
    }

    private SDVariable bottleneck(Layers layers, SDVariable x, Block block, int out) {
        int inner = widening * block.width();
        int first = strideAt == ResNet50.BlockStride.CONV1 ? block.stride() : 1;
        Convolution reduce = Convolution.square(block.in(), inner, 1).withStride(first);
        Convolution filter = Convolution.square(inner, inner, 3).withStride(block.stride() / first);
        SDVariable y = layers.relu(unit(layers, block, 1, x, reduce));
        y = layers.relu(unit(layers, block, 2, y, filter));
        return unit(layers, block, 3, y, Convolution.square(inner, out, 1));
    }

    private SDVariable unit(Layers layers, Block block, int number, SDVariable x, Convolution geometry) {
        String prefix = block.name() + ".";
        return layers.convolutionBatchNorm(
                prefix + "conv" + number, prefix + "bn" + number, x, geometry, EPSILON, weights);
    }

    private SDVariable projection(Layers layers, SDVariable x, Block block, int out) {
        Convolution geometry = Convolution.square(block.in(), out, 1).withStride(block.stride());
        String prefix = block.name() + ".downsample.";
        return layers.convolutionBatchNorm(prefix + "0", prefix + "1", x, geometry, EPSILON, weights);
    }
}
