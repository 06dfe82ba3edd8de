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
 * SqueezeNet 1.1 (Iandola et al. 2016) as in torchvision: max-pools with {@code ceil_mode}, and a head of a 1x1
 * convolution, ReLU and global mean, so that a class activation map is a channel of the convolution.
 */
public final class SqueezeNet implements BackboneProvider<SqueezeNet.Options> {
    private static final Initializer WEIGHTS = new Initializer.HeUniform();
    private static final int CHANNELS = 512;

    /** The fire modules: index, channels in, squeezed, out of each of the two expansions. */
    private static final int[][] FIRES = {
        {3, 64, 16, 64},
        {4, 128, 16, 64},
        {6, 128, 32, 128},
        {7, 256, 32, 128},
        {9, 256, 48, 192},
        {10, 384, 48, 192},
        {11, 384, 64, 256},
        {12, 512, 64, 256},
    };

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images, plus or minus one
     * @param dropout dropout probability before the head
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (stride 16; 13 to be exact) or 28"
                            + " (27; the last max-pool, features.8, is omitted).",
                    defaultValue = "14")
            int featureMap,

            @Setting(
                    doc = "Dropout probability of the features before the head.",
                    defaultValue = "0.5",
                    min = 0,
                    max = 0.99)
            double dropout) {}

    @Override
    public String name() {
        return "squeezenet1_1";
    }

    @Override
    public String summary() {
        return "SqueezeNet 1.1: 1.2 million parameters, a convolutional head.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int stride = FeatureMap.stride(name(), options.featureMap(), imageSize, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("features.0", SqueezeNet::stem));
        stages.add(pool(2));
        for (int[] fire : FIRES) {
            if (fire[0] == 6 || (fire[0] == 9 && stride == 16)) {
                stages.add(pool(fire[0] - 1));
            }
            String name = "features." + fire[0];
            stages.add(new Stage(name, (layers, x) -> fire(layers, name, x, fire)));
        }
        Head head = new Head(
                "classifier.1.weight",
                "classifier.1.bias",
                CHANNELS,
                classes,
                Head.Form.CONVOLUTION_RELU,
                options.dropout(),
                new Initializer.Normal(0.01));
        return StagedBackbone.of(name(), stages, head, "features.10");
    }

    private static SDVariable stem(Layers layers, SDVariable x) {
        Convolution geometry = Convolution.square(3, 64, 3)
                .withStride(2)
                .withPadding(Padding.of(0))
                .withBias();
        return layers.relu(layers.convolution("features.0", x, geometry, WEIGHTS));
    }

    private static Stage pool(int index) {
        return new Stage("features." + index, (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(0), true));
    }

    private static SDVariable fire(Layers layers, String name, SDVariable x, int[] fire) {
        SDVariable squeezed = convolution(layers, name + ".squeeze", x, fire[1], fire[2], 1);
        return layers.concat(
                convolution(layers, name + ".expand1x1", squeezed, fire[2], fire[3], 1),
                convolution(layers, name + ".expand3x3", squeezed, fire[2], fire[3], 3));
    }

    private static SDVariable convolution(Layers layers, String name, SDVariable x, int in, int out, int kernel) {
        Convolution geometry = Convolution.square(in, out, kernel).withBias();
        return layers.relu(layers.convolution(name, x, geometry, WEIGHTS));
    }
}
