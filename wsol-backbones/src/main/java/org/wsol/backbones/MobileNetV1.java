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
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/**
 * MobileNetV1 (Howard et al. 2017): depthwise separable convolutions with batch-norm and ReLU.
 *
 * <p>Not in torchvision; names follow its conventions: {@code features.0.0} and {@code features.0.1} are the first
 * convolution and its norm, {@code features.N.0}, {@code .1}, {@code .3} and {@code .4} a block's depthwise and
 * pointwise pairs. Files whose names begin with {@code model.} instead, a common form, are read too.
 */
public final class MobileNetV1 implements BackboneProvider<MobileNetV1.Options> {
    private static final double EPSILON = 1e-5;
    private static final String PREFIX = "features.";

    private static final int FIRST_GIVEN_UP = 6;
    private static final int SECOND_GIVEN_UP = 12;

    /** Channels out and published stride of the blocks. */
    private static final int[][] BLOCKS = {
        {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1}, {512, 1}, {512, 1},
        {1024, 2}, {1024, 1},
    };

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param padding border treatment
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 7 (as published), 14 (features.6 with"
                            + " stride 1, the field's usual form) or 28 (features.12 too).",
                    defaultValue = "14")
            int featureMap,

            @Setting(doc = "Padding: torch, or tensorflow-same for weights from Keras.", defaultValue = "torch")
            PaddingStyle padding) {}

    @Override
    public String name() {
        return "mobilenet_v1";
    }

    @Override
    public String summary() {
        return "MobileNetV1: depthwise separable convolutions, 3.2 million parameters before the head.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        PaddingStyle padding = options.padding();
        List<Stage> stages = new ArrayList<>();
        Convolution stem = padding.applyTo(Convolution.square(3, 32, 3).withStride(2));
        stages.add(new Stage(PREFIX + 0, (layers, x) -> unit(layers, PREFIX + 0, 0, x, stem)));
        int channels = 32;
        for (int[] block : BLOCKS) {
            int step = strideOf(stages.size(), block[1], lastStride);
            Convolution filter = padding.applyTo(Convolution.depthwise(channels, 3, step));
            Convolution mix = Convolution.square(channels, block[0], 1);
            String name = PREFIX + stages.size();
            stages.add(new Stage(name, (layers, x) -> unit(layers, name, 3, unit(layers, name, 0, x, filter), mix)));
            channels = block[0];
        }
        return StagedBackbone.of(name(), stages, Head.linear("fc", channels, classes), "features.11")
                .withPublishedNames(MobileNetV1::widespreadNames);
    }

    /** The earlier of the last two downsampling steps is removed first, as in published localization networks. */
    private static int strideOf(int index, int published, int lastStride) {
        boolean givenUp = (index == FIRST_GIVEN_UP && lastStride < 32) || (index == SECOND_GIVEN_UP && lastStride < 16);
        return givenUp ? 1 : published;
    }

    private static SDVariable unit(Layers layers, String stage, int layer, SDVariable x, Convolution geometry) {
        return layers.relu(
                layers.convolutionBatchNorm(stage + "." + layer, stage + "." + (layer + 1), x, geometry, EPSILON));
    }

    private static List<String> widespreadNames(String parameter) {
        return parameter.startsWith(PREFIX) ? List.of("model." + parameter.substring(PREFIX.length())) : List.of();
    }
}
