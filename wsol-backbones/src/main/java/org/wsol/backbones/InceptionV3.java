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
 * InceptionV3 (Szegedy et al. 2016) as the reference evaluation trims it (Zhang et al. 2018, Choe et al. 2020): the
 * layers after Mixed_6e, which has stride 8 or 16, are replaced by two 3x3 convolutions with 1024 channels and a
 * convolutional head {@code SPG_A4} whose channels are the class activation maps.
 */
public final class InceptionV3 implements BackboneProvider<InceptionV3.Options> {
    private static final int MIXED_CHANNELS = 768;
    private static final int CHANNELS = 1024;
    private static final Initializer WEIGHTS = new Initializer.Xavier();

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     * @param padding border treatment of the average pools
     * @param dropout dropout probability before each of the last three convolutions
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 28, or 14 (a further max-pool before"
                            + " Mixed_6a).",
                    defaultValue = "28")
            int featureMap,

            @Setting(
                    doc = "Padding: torch (average pools include the zeros around the map), or tensorflow-same for"
                            + " weights from Keras (average pools exclude them).",
                    defaultValue = "torch")
            PaddingStyle padding,

            @Setting(
                    doc = "Dropout probability of the features before SPG_A3_1b, SPG_A3_2b and SPG_A4.",
                    defaultValue = "0.5",
                    min = 0,
                    max = 0.99)
            double dropout) {}

    @Override
    public String name() {
        return "inception_v3";
    }

    @Override
    public String summary() {
        return "InceptionV3 up to Mixed_6e with a convolutional head, as truncated in the reference evaluation.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int stride = FeatureMap.stride(name(), options.featureMap(), imageSize, 14, 28);
        InceptionModules modules = new InceptionModules(options.padding());
        List<Stage> stages = new ArrayList<>(stem());
        stages.add(new Stage("Mixed_5b", (layers, x) -> modules.moduleA(layers, "Mixed_5b", x, 192, 32)));
        stages.add(new Stage("Mixed_5c", (layers, x) -> modules.moduleA(layers, "Mixed_5c", x, 256, 64)));
        stages.add(new Stage("Mixed_5d", (layers, x) -> modules.moduleA(layers, "Mixed_5d", x, 288, 64)));
        if (stride == 16) {
            stages.add(new Stage("maxpool3", (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(0), true)));
        }
        stages.add(new Stage("Mixed_6a", (layers, x) -> InceptionModules.moduleB(layers, "Mixed_6a", x, 288)));
        stages.add(moduleC(modules, "Mixed_6b", 128));
        stages.add(moduleC(modules, "Mixed_6c", 160));
        stages.add(moduleC(modules, "Mixed_6d", 160));
        stages.add(moduleC(modules, "Mixed_6e", 192));
        stages.add(added("SPG_A3_1b", MIXED_CHANNELS, options.dropout()));
        stages.add(added("SPG_A3_2b", CHANNELS, options.dropout()));
        return StagedBackbone.of(name(), stages, head(options, classes), "Mixed_6e")
                .withHeadLayers("SPG_A3_1b", "SPG_A3_2b", "SPG_A4");
    }

    private static List<Stage> stem() {
        return List.of(
                unit("Conv2d_1a_3x3", Convolution.square(3, 32, 3).withStride(2)),
                unit("Conv2d_2a_3x3", Convolution.square(32, 32, 3).withPadding(Padding.of(0))),
                unit("Conv2d_2b_3x3", Convolution.square(32, 64, 3)),
                new Stage("maxpool1", (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(1), true)),
                unit("Conv2d_3b_1x1", Convolution.square(64, 80, 1)),
                unit("Conv2d_4a_3x3", Convolution.square(80, 192, 3).withPadding(Padding.of(0))),
                new Stage("maxpool2", (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(1), true)));
    }

    private static Stage unit(String name, Convolution geometry) {
        return new Stage(name, (layers, x) -> InceptionModules.unit(layers, name, x, geometry));
    }

    private static Stage moduleC(InceptionModules modules, String name, int width) {
        return new Stage(name, (layers, x) -> modules.moduleC(layers, name, x, width));
    }

    private static Stage added(String name, int in, double dropout) {
        Convolution geometry = Convolution.square(in, CHANNELS, 3).withBias();
        return new Stage(name, (layers, x) -> added(layers, name, x, geometry, dropout));
    }

    private static SDVariable added(Layers layers, String name, SDVariable x, Convolution geometry, double dropout) {
        SDVariable kept = layers.featureDropout(x, geometry.inputChannels(), dropout);
        return layers.relu(layers.convolution(name + ".0", kept, geometry, WEIGHTS));
    }

    private static Head head(Options options, int classes) {
        return new Head(
                "SPG_A4.weight", "SPG_A4.bias", CHANNELS, classes, Head.Form.CONVOLUTION, options.dropout(), WEIGHTS);
    }
}
