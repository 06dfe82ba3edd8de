package org.wsol.losses;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.ErasingBranches;
import org.wsol.heads.internal.ErasingHead;

/**
 * ACoL (Zhang et al., CVPR 2018): two classifiers on the same features, the second of which does not see the positions
 * where the
 * first one's map of the label is high. Scores are the first one's; the map is the larger of both, each scaled to [0, 1].
 */
public final class AdversarialErasing implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = ErasingHead.NAME;
    /** Term: the loss of the classifier that sees the erased features. */
    public static final String ERASED = "erased_cross_entropy";

    private final ErasingHead head;

    /**
     * The keys of {@code method: {name: acol}}.
     *
     * @param threshold share of the first map's range from which positions are erased
     * @param width channels inside the classifiers
     * @param point the stage that the classifiers read
     */
    public record Options(
            @Setting(
                    doc = "Positions where the first classifier's map of the label, scaled to [0, 1], is at least this"
                            + " are erased for the second. Published: 0.7; 0.57 (a later reproduction).",
                    defaultValue = "0.7",
                    min = 0)
            double threshold,

            @Setting(doc = "Channels inside both classifiers; published: 1024.", defaultValue = "1024", min = 1)
            int width,

            @Setting(
                    doc = "The stage that both classifiers read. Unless given: VGG16 conv5_3 (or pool5, with the"
                            + " backbone's pools: acol), InceptionV3 Mixed_6e, elsewhere the last stage.")
            Optional<String> point) {}

    /** Creates the method with its options. */
    public AdversarialErasing(Options options) {
        this.head = new ErasingHead(options.threshold(), options.width(), options.point());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO),
                new LossTerm(ERASED, 1, TrainingSpan.ZERO));
    }

    @Override
    public boolean needsOneClassAnImage() {
        return true;
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Layers layers = graph.layers();
        SDVariable features = head.features(graph.backbone(), layers, graph.images());
        ErasingBranches branches = head.branches(graph.backbone(), layers, features);
        SDVariable first = branches.first(features);
        SDVariable logits = first.mean(2, 3);
        graph.logits(logits);
        if (graph.wants(BridgingGap.CROSS_ENTROPY)) {
            graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
        }
        if (graph.wants(ERASED)) {
            SDVariable second = branches.second(features, branches.keepMask(first, graph.labels()));
            graph.term(ERASED, CrossEntropy.of(second.mean(2, 3), graph.labels()));
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
