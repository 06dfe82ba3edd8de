package org.wsol.losses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.Places;

/**
 * ADL (Choe and Shim, CVPR 2019): plain class activation mapping with an {@link AttentionDropoutLayer} after some
 * stages, each with its own random choice. These layers are inactive in inference.
 */
public final class AttentionDropout implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = "adl";

    /**
     * The published stages of three backbones; for others, the default stage of attentive dropout and the last stage.
     */
    private static final Places PLACES = new Places(
            Map.of(
                    "vgg16", List.of("pool3", "conv4_3", "conv5_3"),
                    "resnet50", List.of("layer3.0", "layer4.0", "layer4.2"),
                    "inception_v3", List.of("Mixed_5d", "Mixed_6e", "SPG_A3_2b")),
            backbone -> backbone.defaultDropoutPoint().equals(Places.last(backbone))
                    ? List.of(Places.last(backbone))
                    : List.of(backbone.defaultDropoutPoint(), Places.last(backbone)));

    private final Options options;
    private final AttentionDropoutLayer layer;

    /**
     * The keys of {@code method: {name: adl}}.
     *
     * @param rate probability that a layer drops positions in a step
     * @param threshold share of the largest channel mean from which positions are dropped
     * @param points the stages that the layers follow
     */
    public record Options(
            @Setting(
                    doc = "Probability that a layer drops positions in a step; otherwise it weights features by"
                            + " importance. Published: 0.75; 0.72 and 0.59 (later reproductions).",
                    defaultValue = "0.75",
                    min = 0,
                    max = 1)
            double rate,

            @Setting(
                    doc = "Positions whose channel mean is at least this share of the image's largest one are dropped."
                            + " Published: 0.8 (VGG, Inception), 0.9 (ResNet, the reference evaluation), 0.95"
                            + " (MobileNetV1).",
                    defaultValue = "0.9",
                    min = 0,
                    max = 1)
            double threshold,

            @Setting(
                    doc =
                            "The stages after which the layers are inserted, in the backbone's order. Unless given: VGG16 pool3,"
                                    + " conv4_3, conv5_3; ResNet-50 layer3.0, layer4.0, layer4.2; InceptionV3 Mixed_5d,"
                                    + " Mixed_6e, SPG_A3_2b (use the backbone's dropout 0 with it); elsewhere its own dropout"
                                    + " point and its last stage.")
            Optional<List<String>> points) {}

    /** Creates the method with its options. */
    public AttentionDropout(Options options) {
        this.options = options;
        this.layer = new AttentionDropoutLayer(options.rate(), options.threshold());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO));
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Backbone backbone = graph.backbone();
        Layers layers = graph.layers();
        SDVariable features = graph.images();
        int done = 0;
        for (String point : PLACES.in(backbone, options.points())) {
            int through = backbone.stagesThrough(point);
            SDVariable whole = backbone.apply(layers, features, done, through);
            SDVariable coin = layers.stepNoise("adl-coin/" + point);
            features = layers.sized(layer.apply(whole, coin), layers.sizeOf(whole));
            done = through;
        }
        features = backbone.apply(layers, features, done, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, features);
        graph.logits(logits);
        graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
    }
}
