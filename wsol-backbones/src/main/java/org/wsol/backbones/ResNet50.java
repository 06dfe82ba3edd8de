package org.wsol.backbones;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Initializer;

/** ResNet-50 (He et al. 2016) as in torchvision, with the strides of its last two groups selectable. */
public final class ResNet50 implements BackboneProvider<ResNet50.Options> {
    private static final Initializer WEIGHTS = new Initializer.Xavier();

    /** Where a downsampling block has its stride. */
    public enum BlockStride {
        /** In the 3x3 convolution, as in torchvision. */
        CONV2,
        /** In the first 1x1 convolution, as in the paper and in Keras. */
        CONV1
    }

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param blockStride where a downsampling block has its stride
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 28 (layer3 and layer4 with stride 1),"
                            + " 14 (layer4 with stride 1) or 7 (as published).",
                    defaultValue = "28")
            int featureMap,

            @Setting(
                    doc = "The convolution with stride 2 in a block: conv2 (torchvision), or conv1 for weights from"
                            + " Keras.",
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
        return new ResidualNetwork(
                        name(), List.of(3, 4, 6, 3), ResidualNetwork.Form.BOTTLENECK, 1, options.blockStride(), WEIGHTS)
                .create(options.featureMap(), imageSize, classes);
    }
}
