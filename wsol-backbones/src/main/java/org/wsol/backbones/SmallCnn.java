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

/** Five 3x3 convolutions with batch-norm, for small images and for experiments: 96 px give a 12x12 map. */
public final class SmallCnn implements BackboneProvider<SmallCnn.Options> {
    private static final int[] CHANNELS = {32, 64, 128, 128, 128};
    private static final double EPSILON = 1e-5;

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 28 (stride 8), 14 or 7.",
                    defaultValue = "28")
            int featureMap) {}

    @Override
    public String name() {
        return "small_cnn";
    }

    @Override
    public String summary() {
        return "Five 3x3 convolutions with batch-norm for small images; no published weights.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int stride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        int[] strides = {2, 2, 2, stride > 8 ? 2 : 1, stride > 16 ? 2 : 1};
        List<Stage> stages = new ArrayList<>();
        int channels = 3;
        for (int i = 0; i < CHANNELS.length; i++) {
            Convolution geometry = Convolution.square(channels, CHANNELS[i], 3).withStride(strides[i]);
            String stage = "features." + i;
            stages.add(new Stage(stage, (layers, x) -> block(layers, stage, x, geometry)));
            channels = CHANNELS[i];
        }
        return StagedBackbone.of(name(), stages, Head.linear("fc", channels, classes), "features.2");
    }

    private static SDVariable block(Layers layers, String stage, SDVariable x, Convolution geometry) {
        return layers.relu(layers.convolutionBatchNorm(stage + ".0", stage + ".1", x, geometry, EPSILON));
    }
}
