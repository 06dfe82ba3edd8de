package org.wsol.losses;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.RateGroup;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.GuidanceHead;
import org.wsol.heads.internal.GuidanceNetwork;

/**
 * SPG (Zhang et al., ECCV 2018): masks derived from the network's own maps train two earlier stages, and a head next to
 * the classifier, to distinguish object and background. Inference uses the classifier only.
 */
public final class SelfProducedGuidance implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = GuidanceHead.NAME;
    /** Term: the later stage learns from the class map. */
    public static final String B2 = "b2_from_attention";
    /** Term: the earlier stage learns from the later one. */
    public static final String B1 = "b1_from_b2";
    /** Term: the head next to the classifier learns from both. */
    public static final String C = "c_from_fused";

    private final Options options;
    private final GuidanceHead head;

    /**
     * Thresholds of one mask.
     *
     * @param high above this is foreground
     * @param low below this is background
     */
    public record Thresholds(
            @Setting(doc = "Value above which a position is foreground.", min = 0, max = 1)
            double high,

            @Setting(
                    doc = "Value below which a position is background; takes precedence if it is above high.",
                    min = 0,
                    max = 1)
            double low) {}

    /**
     * The keys of {@code method: {name: spg}}.
     *
     * @param attention thresholds of the class map, for the later stage
     * @param later thresholds of the later stage's map, for the earlier stage
     * @param fused thresholds of the mean of both, for the head next to the classifier
     * @param weight factor of the three terms
     * @param points the earlier stage, the later stage, and the one that the classifier reads
     * @param maskSize side of the masks
     * @param width channels inside the heads of both stages
     */
    public record Options(
            @Setting(
                    doc = "Thresholds on the label's map, scaled to [0, 1], from which the later stage learns."
                            + " Published: 0.7 and 0.01; 0.41 and 0.35 (a later reproduction).",
                    defaultValue = "{high: 0.7, low: 0.01}")
            Thresholds attention,

            @Setting(
                    doc = "Thresholds on the later stage's sigmoid map, from which the earlier one learns. Published:"
                            + " 0.5 and 0.05; 0.24 and 0.21.",
                    defaultValue = "{high: 0.5, low: 0.05}")
            Thresholds later,

            @Setting(
                    doc = "Thresholds on the mean of both stages' sigmoid maps, from which the head next to the"
                            + " classifier learns. Published: 0.7 and 0.1; 0.12 and 0.06.",
                    defaultValue = "{high: 0.7, low: 0.1}")
            Thresholds fused,

            @Setting(doc = "Factor of each of the three terms in the total; published: 1.", defaultValue = "1", min = 0)
            double weight,

            @Setting(
                    doc = "The earlier stage, the later stage and the last, which the classifier reads. Unless"
                            + " given: ResNet-50 layer3.0, layer3.5, layer4.2; InceptionV3 Mixed_5d, Mixed_6d,"
                            + " SPG_A3_2b; VGG16 conv4_3 (after its pool), conv5_3, two added convolutions; elsewhere"
                            + " the backbone's dropout point, the last stage but one and the last.")
            Optional<List<String>> points,

            @Setting(
                    doc = "Size to which maps are enlarged before thresholds are applied; the network's input size"
                            + " unless given. Published: 224 for every input size.",
                    min = 1)
            Optional<Integer> maskSize,

            @Setting(
                    doc = "Channels inside the heads of both stages. Unless given: 1024 on ResNets, 512 elsewhere, as"
                            + " published.",
                    min = 1)
            Optional<Integer> width) {}

    /** Creates the method with its options. */
    public SelfProducedGuidance(Options options) {
        this.options = options;
        this.head = new GuidanceHead(options.points(), options.width());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO),
                new LossTerm(B2, options.weight(), TrainingSpan.ZERO),
                new LossTerm(B1, options.weight(), TrainingSpan.ZERO),
                new LossTerm(C, options.weight(), TrainingSpan.ZERO));
    }

    @Override
    public boolean needsOneClassAnImage() {
        return true;
    }

    /** In the reference, all layers of VGG16 after pool3 were renamed and therefore learn fast. */
    @Override
    public RateGroup rateGroup(Backbone backbone, String parameter, RateGrouping grouping, double headRatio) {
        boolean renamed = grouping == RateGrouping.REFERENCE
                && backbone.name().equals("vgg16")
                && parameter.startsWith("features.")
                && Integer.parseInt(parameter.split("\\.", -1)[1]) >= GuidanceNetwork.VGG_CONV4;
        return renamed
                ? RateGroup.of("head", headRatio)
                : Method.super.rateGroup(backbone, parameter, grouping, headRatio);
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        GuidanceNetwork network = head.network(graph.backbone(), graph.layers());
        GuidanceNetwork.Outputs out =
                network.train(graph.images(), graph.wants(B2) || graph.wants(B1) || graph.wants(C));
        graph.logits(out.logits());
        if (graph.wants(BridgingGap.CROSS_ENTROPY)) {
            graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(out.logits(), graph.labels()));
        }
        if (out.guided().isPresent()) {
            ImageSize images = graph.layers().sizeOf(graph.images());
            ImageSize masks = options.maskSize().map(ImageSize::square).orElse(images);
            GuidanceTerms terms = new GuidanceTerms(
                    graph.layers(), out, graph.labels(), graph.backbone().head().classes(), masks, options);
            terms.add(graph);
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
