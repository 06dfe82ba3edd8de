package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * DenseNet-121 (Huang et al. 2017) as in torchvision: every layer reads the maps of all layers before it in its block.
 * Normalisation and ReLU come before each convolution; the last map is the output of the ReLU after {@code
 * features.norm5}.
 */
public final class DenseNet121 implements BackboneProvider<DenseNet121.Options> {
    private static final double EPSILON = 1e-5;
    private static final Initializer WEIGHTS = new Initializer.HeFanOut();
    private static final int STEM_CHANNELS = 64;
    private static final int GROWTH = 32;
    private static final int BOTTLENECK = 4 * GROWTH;

    /** Layers of the four blocks. */
    private static final int[] LAYERS = {6, 12, 24, 16};

    /** Published files number layers with a dot: {@code denselayer1.norm.1.weight}. */
    private static final Pattern NUMBERED = Pattern.compile("(.*denselayer\\d+\\.(?:norm|conv))([12]\\..*)");

    /**
     * The options.
     *
     * @param featureMap the last map's side for 224 px images
     */
    public record Options(
            @Setting(
                    doc = "Side length of the last feature map for 224 px images: 14 (transition3 without its pool), 28"
                            + " (transition2 too) or 7 (as published).",
                    defaultValue = "14")
            int featureMap) {}

    @Override
    public String name() {
        return "densenet121";
    }

    @Override
    public String summary() {
        return "DenseNet-121: every layer uses the maps of all previous layers, 7 million parameters before the head.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        int lastStride = FeatureMap.stride(name(), options.featureMap(), imageSize, 7, 14, 28);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("features.conv0", DenseNet121::stem));
        stages.add(new Stage("features.pool0", (layers, x) -> layers.maxPool(x, 3, 2, Padding.of(1), false)));
        int channels = STEM_CHANNELS;
        int stride = 4;
        for (int block = 1; block <= LAYERS.length; block++) {
            for (int i = 1; i <= LAYERS[block - 1]; i++) {
                stages.add(layer("features.denseblock" + block + ".denselayer" + i, channels));
                channels += GROWTH;
            }
            if (block < LAYERS.length) {
                stages.add(transition("features.transition" + block, channels, stride < lastStride));
                stride = Math.min(2 * stride, lastStride);
                channels /= 2;
            }
        }
        int last = channels;
        stages.add(new Stage(
                "features.norm5", (layers, x) -> layers.relu(layers.batchNorm("features.norm5", x, last, EPSILON))));
        return StagedBackbone.of(
                        name(),
                        stages,
                        Head.linear("classifier", channels, classes),
                        "features.denseblock4.denselayer8")
                .withPublishedNames(DenseNet121::withPoint);
    }

    private static SDVariable stem(Layers layers, SDVariable x) {
        Convolution geometry = Convolution.square(3, STEM_CHANNELS, 7).withStride(2);
        return layers.relu(
                layers.convolutionBatchNorm("features.conv0", "features.norm0", x, geometry, EPSILON, WEIGHTS));
    }

    /** Appends {@link #GROWTH} channels to its input. */
    private static Stage layer(String name, int channels) {
        return new Stage(name, (layers, x) -> {
            SDVariable y = layers.relu(layers.batchNorm(name + ".norm1", x, channels, EPSILON));
            y = layers.relu(layers.convolutionBatchNorm(
                    name + ".conv1",
                    name + ".norm2",
                    y,
                    Convolution.square(channels, BOTTLENECK, 1),
                    EPSILON,
                    WEIGHTS));
            y = layers.convolution(name + ".conv2", y, Convolution.square(BOTTLENECK, GROWTH, 3), WEIGHTS);
            return layers.concat(x, y);
        });
    }

    /** Halves the channels and, with pooling, rows and columns. */
    private static Stage transition(String name, int channels, boolean pool) {
        return new Stage(name, (layers, x) -> {
            SDVariable y = layers.relu(layers.batchNorm(name + ".norm", x, channels, EPSILON));
            y = layers.convolution(name + ".conv", y, Convolution.square(channels, channels / 2, 1), WEIGHTS);
            return pool ? layers.averagePool(y, 2, 2, Padding.of(0)) : y;
        });
    }

    private static List<String> withPoint(String parameter) {
        Matcher found = NUMBERED.matcher(parameter);
        return found.matches() ? List.of(found.group(1) + "." + found.group(2)) : List.of();
    }
}
