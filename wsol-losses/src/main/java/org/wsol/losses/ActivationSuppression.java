package org.wsol.losses;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.RateGroup;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.SuppressionHead;

/**
 * BAS (Wu et al., CVPR 2022): a generator in the middle of the network produces a map of each class; its loss falls
 * when the label's score drops on the features outside its map.
 */
public final class ActivationSuppression implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = SuppressionHead.NAME;
    /** Term: the classifier's loss on the features inside the map. */
    public static final String MASKED = "masked_cross_entropy";
    /** Term: the share of the label's score that remains without its map. */
    public static final String SUPPRESSION = "suppression";
    /** Term: the mean of the map. */
    public static final String AREA = "area";

    private final Options options;
    private final SuppressionHead head;

    /**
     * The keys of {@code method: {name: bas}}.
     *
     * @param area factor of the map's mean
     * @param maskedWeight factor of the classifier's loss under the map
     * @param topClasses how many classes' maps are averaged in inference
     * @param width channels inside the classifier
     * @param points the stage the generator reads, and the last one
     */
    public record Options(
            @Setting(
                    doc = "Factor of the map's mean: the larger, the smaller the maps. Published for CUB: VGG16 0.7,"
                            + " ResNet-50 1.2, InceptionV3 1.0, MobileNetV1 1.5; ILSVRC 1, 2, 2.5, 1.5.",
                    defaultValue = "1.5",
                    min = 0)
            double area,

            @Setting(
                    doc = "Factor of the classifier's loss under the map. Published: 0.5 (CUB; VGG16 0), 1 (ILSVRC;"
                            + " VGG16 0.05, MobileNetV1 0.5).",
                    defaultValue = "0.5",
                    min = 0)
            double maskedWeight,

            @Setting(
                    doc = "In inference, the map is the mean of the maps of this many classes with the highest scores;"
                            + " absent: the map of the requested class alone. Published: 200 (VGG16 80) for CUB, absent"
                            + " for ILSVRC.",
                    min = 1)
            Optional<Integer> topClasses,

            @Setting(doc = "Channels inside the classifier; published: 1024.", defaultValue = "1024", min = 1)
            int width,

            @Setting(
                    doc =
                            "The stage that the generator reads and the one that the classifier reads. Unless given: VGG16"
                                    + " conv4_3, conv5_3; ResNet-50 layer3.5, layer4.2; InceptionV3 Mixed_6e, SPG_A3_2b;"
                                    + " elsewhere the backbone's dropout point (the last stage but one at most) and the last.")
            Optional<List<String>> points) {}

    /** Creates the method with its options. */
    public ActivationSuppression(Options options) {
        this.options = options;
        this.head = new SuppressionHead(options.topClasses(), options.width(), options.points());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO),
                new LossTerm(MASKED, options.maskedWeight(), TrainingSpan.ZERO),
                new LossTerm(SUPPRESSION, 1, TrainingSpan.ZERO),
                new LossTerm(AREA, options.area(), TrainingSpan.ZERO));
    }

    @Override
    public boolean needsOneClassAnImage() {
        return true;
    }

    /** Biases learn twice as fast as weights, in both groups. */
    @Override
    public RateGroup rateGroup(Backbone backbone, String parameter, RateGrouping grouping, double headRatio) {
        return owns(parameter) ? new RateGroup("head", headRatio, 2 * headRatio, 1) : new RateGroup("base", 1, 2, 1);
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Layers layers = graph.layers();
        Backbone backbone = graph.backbone();
        SDVariable features = head.features(backbone, layers, graph.images());
        SuppressionTerms terms = new SuppressionTerms(
                layers, head.branches(backbone, layers.sizeOf(graph.images()), features), features, graph.labels());
        graph.logits(terms.logits());
        if (graph.wants(BridgingGap.CROSS_ENTROPY)) {
            graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(terms.logits(), graph.labels()));
        }
        if (graph.wants(MASKED)) {
            graph.term(MASKED, CrossEntropy.of(terms.maskedLogits(), graph.labels()));
        }
        if (graph.wants(SUPPRESSION)) {
            graph.term(SUPPRESSION, terms.suppression());
        }
        if (graph.wants(AREA)) {
            graph.term(AREA, terms.area());
        }
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        head.localize(graph);
    }

    @Override
    public Localization inference() {
        return head;
    }
}
