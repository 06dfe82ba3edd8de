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
import org.wsol.engine.graph.Stage;

/** MobileNetV2 (Sandler et al. 2018) as in torchvision: inverted residual blocks, ReLU6, batch-norm. */
public final class MobileNetV2 implements BackboneProvider<MobileNetV2.Options> {
    private static final double EPSILON = 1e-5;
    private static final int CHANNELS = 1280;

    /** Groups of blocks: expansion, channels out, number of blocks, stride of the first. */
    private static final int[][] GROUPS = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1},
    };

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param padding border treatment
     * @param dropout dropout probability of the pooled features before the head
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 7 (as published), 14 (features.14"
                            + " with stride 1) or 28 (features.7 too).",
                    defaultValue = "14")
            int featureMap,

            @Setting(doc = "Padding: torch, or tensorflow-same for weights from Keras.", defaultValue = "torch")
            PaddingStyle padding,

            @Setting(
                    doc = "Dropout probability of the pooled features before the head.",
                    defaultValue = "0.2",
                    min = 0,
                    max = 0.99)
            double dropout) {}

    @Override
    public String name() {
        return "mobilenet_v2";
    }

    @Override
    public String summary() {
        return "MobileNetV2: inverted residual blocks, 2.2 million parameters before the head.";
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
        stages.add(new Stage("features.0", (layers, x) -> unit(layers, "features.0.0", "features.0.1", x, stem)));
        int channels = 32;
        int stride = 2;
        for (int[] group : GROUPS) {
            for (int i = 0; i < group[2]; i++) {
                int step = i == 0 && stride < lastStride ? group[3] : 1;
                Block block = new Block("features." + stages.size() + ".conv.", channels, group[1], group[0], step);
                stages.add(new Stage("features." + stages.size(), (layers, x) -> block.apply(layers, x, padding)));
                channels = group[1];
                stride *= step;
            }
        }
        Convolution last = Convolution.square(channels, CHANNELS, 1);
        stages.add(new Stage("features.18", (layers, x) -> unit(layers, "features.18.0", "features.18.1", x, last)));
        return StagedBackbone.of(name(), stages, head(options, classes), "features.14");
    }

    private static Head head(Options options, int classes) {
        return new Head(
                "classifier.1.weight",
                "classifier.1.bias",
                CHANNELS,
                classes,
                Head.Form.LINEAR,
                options.dropout(),
                new Initializer.Normal(0.01));
    }

    private static SDVariable unit(Layers layers, String convolution, String norm, SDVariable x, Convolution geometry) {
        return layers.relu6(layers.convolutionBatchNorm(convolution, norm, x, geometry, EPSILON));
    }

    /** An inverted residual block: expand, filter per channel, project; with a residual connection if shapes allow. */
    private record Block(String prefix, int in, int out, int expansion, int stride) {

        SDVariable apply(Layers layers, SDVariable x, PaddingStyle padding) {
            int hidden = in * expansion;
            SDVariable y = x;
            int layer = 0;
            if (expansion != 1) {
                y = unit(layers, prefix + "0.0", prefix + "0.1", y, Convolution.square(in, hidden, 1));
                layer = 1;
            }
            Convolution filter = padding.applyTo(Convolution.depthwise(hidden, 3, stride));
            y = unit(layers, prefix + layer + ".0", prefix + layer + ".1", y, filter);
            y = layers.convolutionBatchNorm(
                    prefix + (layer + 1), prefix + (layer + 2), y, Convolution.square(hidden, out, 1), EPSILON);
            return stride == 1 && in == out ? layers.add(x, y) : y;
        }
    }
}
