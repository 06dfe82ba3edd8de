package org.wsol.losses;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/**
 * The method of Kim et al., CVPR 2022: cross-entropy on the whole image, a consistency loss against a branch with the
 * most responsive positions erased, and two losses that align the norm map F with the similarity map S.
 */
public final class BridgingGap implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = "bridging-gap";
    /** Term: the classifier's loss. */
    public static final String CROSS_ENTROPY = "cross_entropy";
    /** Term: raises S where F is high. */
    public static final String SIMILARITY = "similarity";
    /** Term: raises F where S is positive. */
    public static final String NORM = "norm";
    /** Term: keeps the features with and without erasing close to each other. */
    public static final String CONSISTENCY = "consistency";

    private final BridgingGapOptions options;
    private final AttentiveDropout dropout;

    /** Creates the method with its options. */
    public BridgingGap(BridgingGapOptions options) {
        this.options = options;
        this.dropout = new AttentiveDropout(
                options.dropout().threshold(), options.dropout().probability());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm(CROSS_ENTROPY, 1, TrainingSpan.ZERO),
                new LossTerm(
                        CONSISTENCY,
                        options.consistency().weight(),
                        options.consistency().start()),
                new LossTerm(
                        SIMILARITY,
                        options.similarity().weight(),
                        options.similarity().start()),
                new LossTerm(NORM, options.norm().weight(), options.norm().start()));
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Backbone backbone = graph.backbone();
        Layers layers = graph.layers();
        int split = graph.stagesThrough(options.dropout().point().orElse(backbone.defaultDropoutPoint()));
        int end = backbone.stages().size();
        SDVariable middle = backbone.apply(layers, graph.images(), 0, split);
        SDVariable features = backbone.apply(layers, middle, split, end);
        SDVariable logits = backbone.head().logits(layers, features);
        graph.logits(logits);
        graph.term(CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
        if (graph.wants(CONSISTENCY)) {
            SDVariable erased = backbone.apply(layers, erase(layers, middle), split, end);
            graph.term(
                    CONSISTENCY,
                    ConsistencyLoss.of(features, erased, options.consistency().detach()));
        }
        align(graph, features);
    }

    private SDVariable erase(Layers layers, SDVariable middle) {
        var size = layers.sizeOf(middle);
        SDVariable uniform = layers.noise("attentive-dropout-noise", 1, size.height(), size.width());
        return layers.sized(dropout.apply(middle, uniform), size);
    }

    private void align(TrainingGraphBuilder graph, SDVariable features) {
        if (!graph.wants(SIMILARITY) && !graph.wants(NORM)) {
            return;
        }
        var head = graph.backbone().head();
        SDVariable weight = head.weight(graph.layers());
        AlignmentMaps maps =
                new AlignmentMaps(features, head.channels(), graph.layers().sizeOf(features));
        SDVariable scaledNorm = maps.scaledNorm();
        if (graph.wants(SIMILARITY)) {
            graph.term(
                    SIMILARITY,
                    AlignmentLosses.similarity(
                            maps.similarity(weight, graph.labels()),
                            options.similarity().regions() == BridgingGapOptions.Regions.RANK
                                    ? maps.rank()
                                    : scaledNorm,
                            options.similarity().foreground(),
                            options.similarity().background()));
        }
        if (graph.wants(NORM)) {
            SDVariable reference = options.norm().reference() == BridgingGapOptions.Reference.MAX
                    ? maps.largestSimilarity(weight, head.classes())
                    : maps.similarity(weight, graph.labels());
            graph.term(
                    NORM,
                    AlignmentLosses.norm(scaledNorm, reference, options.norm().margin()));
        }
    }
}
