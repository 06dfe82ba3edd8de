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

/**
 * VGG16-GAP (Zhou et al. 2016): VGG16's convolutions (Simonyan and Zisserman 2015), a further 3x3 convolution
 * {@code conv6} to 1024 channels, global average pooling and one linear layer.
 *
 * <p>{@code features.N} numbers layers as in torchvision, including ReLU and pooling. An omitted pool is not counted,
 * so later numbers are one lower, as in the reference code; published files are supported in both cases.
 */
public final class Vgg16 implements BackboneProvider<Vgg16.Options> {
    private static final Initializer WEIGHTS = new Initializer.HeFanOut();
    private static final int CHANNELS = 1024;

    /** Channels of the convolutions, block by block. */
    private static final int[][] BLOCKS = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};

    /** The block whose pool is omitted for the large feature map. */
    private static final int POOL4_BLOCK = 4;

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param pools the form of the max-pools
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (without pool5, the field's usual"
                            + " form), 28 (without pool4 too) or 7 (all pools).",
                    defaultValue = "14")
            int featureMap,

            @Setting(
                    doc = "The max-pools: plain (2x2), spg (pool4 3x3 with stride 2) or acol (all 3x3 with stride 2,"
                            + " and pools of stride 1 where the others are omitted), as in the reference evaluation for"
                            + " these methods.",
                    defaultValue = "plain")
            Pools pools) {}

    /** The form of the max-pools. */
    public enum Pools {
        /** 2x2 with stride 2. */
        PLAIN,
        /** Plain, but pool4 is 3x3 with stride 2. */
        SPG,
        /** 3x3 with stride 2, or with stride 1 where the plain form has no pool. */
        ACOL
    }

    @Override
    public String name() {
        return "vgg16";
    }

    @Override
    public String summary() {
        return "VGG16-GAP: VGG16's convolutions, conv6 with 1024 channels, global average pooling.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int stride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        int pools = Integer.numberOfTrailingZeros(stride);
        List<Stage> stages = new ArrayList<>();
        int index = 0;
        int channels = 3;
        for (int block = 1; block <= BLOCKS.length; block++) {
            for (int i = 0; i < BLOCKS[block - 1].length; i++) {
                int out = BLOCKS[block - 1][i];
                stages.add(convolution("conv" + block + "_" + (i + 1), "features." + index, channels, out));
                channels = out;
                index += 2;
            }
            boolean reduces = pools == BLOCKS.length || block < POOL4_BLOCK || block == pools;
            if (reduces || options.pools() == Pools.ACOL) {
                stages.add(pool(block, options.pools(), reduces ? 2 : 1));
                index++;
            }
        }
        stages.add(convolution("conv6", "conv6", channels, CHANNELS));
        boolean countsPool4 = pools >= POOL4_BLOCK || options.pools() == Pools.ACOL;
        return StagedBackbone.of(name(), stages, head(classes), "conv4_3")
                .withHeadLayers("conv6", "fc")
                .withPublishedNames(parameter -> PublishedNames.vgg16(parameter, countsPool4));
    }

    private static Stage pool(int block, Pools pools, int stride) {
        boolean wide = pools == Pools.ACOL || (pools == Pools.SPG && block == POOL4_BLOCK);
        return new Stage(
                "pool" + block,
                (layers, x) -> wide
                        ? layers.maxPool(x, 3, stride, Padding.of(1), false)
                        : layers.maxPool(x, 2, stride, Padding.of(0), false));
    }

    private static Stage convolution(String stage, String layer, int in, int out) {
        Convolution geometry = Convolution.square(in, out, 3).withBias();
        return new Stage(stage, (layers, x) -> apply(layers, layer, x, geometry));
    }

    private static SDVariable apply(Layers layers, String layer, SDVariable x, Convolution geometry) {
        return layers.relu(layers.convolution(layer, x, geometry, WEIGHTS));
    }

    private static Head head(int classes) {
        return new Head("fc.weight", "fc.bias", CHANNELS, classes, Head.Form.LINEAR, 0, new Initializer.Normal(0.01));
    }
}
