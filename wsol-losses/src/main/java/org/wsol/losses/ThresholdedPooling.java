package org.wsol.losses;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
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
import org.wsol.heads.internal.ThresholdedHead;

/**
 * TAP and NWC of "Rethinking Class Activation Mapping" (Bae et al., ECCV 2020): features are averaged over the
 * responsive positions, in training and in inference, and negative class weights are excluded from the map. The third
 * part of that work, PaS, is the normaliser {@code pas} of the evaluation.
 */
public final class ThresholdedPooling implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = ThresholdedHead.NAME;

    private final Options options;
    private final ThresholdedHead head;

    /**
     * The keys of {@code method: {name: tap}}.
     *
     * @param threshold share of a channel's maximum a position must exceed
     * @param clampWeights whether negative class weights are excluded from the map
     * @param trunkGradient factor on the gradients of everything but the head
     */
    public record Options(
            @Setting(
                    doc =
                            "A position is included in the mean of a channel if it exceeds this share of the channel's maximum"
                                    + " over the image. Published: 0.1.",
                    defaultValue = "0.1",
                    min = 0,
                    max = 1)
            double threshold,

            @Setting(
                    doc = "Whether negative class weights count as 0 in the map (negative weight clamping); scores are"
                            + " the same either way.",
                    defaultValue = "true")
            boolean clampWeights,

            @Setting(
                    doc = "Factor on the gradients of the trunk, before weight decay; published: 0.1 together with"
                            + " train.headLrRatio 1.",
                    defaultValue = "1",
                    min = 0)
            double trunkGradient) {}

    /** Creates the method with its options. */
    public ThresholdedPooling(Options options) {
        this.options = options;
        this.head = new ThresholdedHead(options.threshold(), options.clampWeights());
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
    public RateGroup rateGroup(Backbone backbone, String parameter, RateGrouping grouping, double headRatio) {
        RateGroup group = Method.super.rateGroup(backbone, parameter, grouping, headRatio);
        return backbone.isHeadParameter(parameter)
                ? group
                : new RateGroup(group.name(), group.weights(), group.biases(), options.trunkGradient());
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Backbone backbone = graph.backbone();
        SDVariable features = backbone.apply(
                graph.layers(), graph.images(), 0, backbone.stages().size());
        SDVariable logits = head.logits(graph.layers(), backbone.head(), features);
        graph.logits(logits);
        graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
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
