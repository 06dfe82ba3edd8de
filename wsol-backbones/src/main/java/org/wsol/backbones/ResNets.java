package org.wsol.backbones;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Initializer;

/** ResNet-18, ResNet-34, ResNet-101 (He et al. 2016) and Wide ResNet-50-2 (Zagoruyko and Komodakis 2016) as in torchvision. */
public abstract class ResNets implements BackboneProvider<ResNets.Options> {
    private final ResidualNetwork network;
    private final String summary;

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (layer4 with stride 1), 28 (layer3"
                            + " too) or 7 (as published).",
                    defaultValue = "14")
            int featureMap) {}

    private ResNets(ResidualNetwork.Form form, String name, List<Integer> blocks, int widening, String summary) {
        this.network = new ResidualNetwork(
                name, blocks, form, widening, ResNet50.BlockStride.CONV2, new Initializer.HeFanOut());
        this.summary = summary;
    }

    @Override
    public final String name() {
        return network.name();
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public final Backbone create(Options options, ImageSize imageSize, int classes) {
        return network.create(options.featureMap(), imageSize, classes);
    }

    /** Eight blocks of two 3x3 convolutions. */
    public static final class ResNet18 extends ResNets {
        /** The provider. */
        public ResNet18() {
            super(
                    ResidualNetwork.Form.BASIC,
                    "resnet18",
                    List.of(2, 2, 2, 2),
                    1,
                    "ResNet-18: eight blocks of two 3x3 convolutions, 11 million parameters.");
        }
    }

    /** Sixteen blocks of two 3x3 convolutions. */
    public static final class ResNet34 extends ResNets {
        /** The provider. */
        public ResNet34() {
            super(
                    ResidualNetwork.Form.BASIC,
                    "resnet34",
                    List.of(3, 4, 6, 3),
                    1,
                    "ResNet-34: sixteen blocks of two 3x3 convolutions, 21 million parameters.");
        }
    }

    /** Thirty-three bottleneck blocks. */
    public static final class ResNet101 extends ResNets {
        /** The provider. */
        public ResNet101() {
            super(
                    ResidualNetwork.Form.BOTTLENECK,
                    "resnet101",
                    List.of(3, 4, 23, 3),
                    1,
                    "ResNet-101: thirty-three bottleneck blocks, 43 million parameters.");
        }
    }

    /** ResNet-50 with bottlenecks twice as wide. */
    public static final class WideResNet50 extends ResNets {
        /** The provider. */
        public WideResNet50() {
            super(
                    ResidualNetwork.Form.BOTTLENECK,
                    "wide_resnet50_2",
                    List.of(3, 4, 6, 3),
                    2,
                    "Wide ResNet-50-2: ResNet-50 with bottlenecks twice as wide, 67 million parameters.");
        }
    }
}
