package org.wsol.losses;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/**
 * DA-WSOL (Zhu et al., CVPR 2022): the features of single positions are pulled towards the pooled feature on which the
 * classifier was trained, as in domain adaptation; background positions are pulled to zero. Scores and maps come from
 * the backbone's own head.
 */
public final class DomainAdaptation implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = "da-wsol";
    /** Term: the discrepancy between positions similar to the pooled feature and positions similar to the class. */
    public static final String DOMAIN = "domain";
    /** Term: the features of background positions. */
    public static final String UNIVERSUM = "universum";

    private final Options options;

    /**
     * The keys of {@code method: {name: da-wsol}}.
     *
     * @param domain factor of the discrepancy
     * @param universum factor of the background's features
     * @param start when both terms begin
     * @param set positions in each of the two compared sets
     */
    public record Options(
            @Setting(
                    doc =
                            "Factor of the discrepancy between source and target positions. Published: 0.3 (ResNet-50), 1.4"
                                    + " (InceptionV3 on CUB), 0.1 (InceptionV3 on ILSVRC).",
                    defaultValue = "0.3",
                    min = 0)
            double domain,

            @Setting(
                    doc = "Factor of the mean feature of background positions. Published for CUB: 2 (ResNet-50), 4"
                            + " (InceptionV3); ILSVRC: 3, 0.3.",
                    defaultValue = "2",
                    min = 0)
            double universum,

            @Setting(
                    doc = "When both terms start. Published: after the first epoch, 6 epochs for InceptionV3 on CUB.",
                    defaultValue = "1 epochs")
            TrainingSpan start,

            @Setting(
                    doc = "Number of positions in the source set, including the pooled feature, and in the target set;"
                            + " images with fewer positions are excluded from the discrepancy. Published: 32.",
                    defaultValue = "32",
                    min = 2)
            int set) {}

    /** Creates the method with its options. */
    public DomainAdaptation(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<LossTerm> terms() {
        return List.of(
                new LossTerm(BridgingGap.CROSS_ENTROPY, 1, TrainingSpan.ZERO),
                new LossTerm(DOMAIN, options.domain(), options.start()),
                new LossTerm(UNIVERSUM, options.universum(), options.start()));
    }

    @Override
    public boolean needsOneClassAnImage() {
        return true;
    }

    @Override
    public void build(TrainingGraphBuilder graph) {
        Layers layers = graph.layers();
        Backbone backbone = graph.backbone();
        int channels = backbone.head().channels();
        SDVariable features =
                backbone.apply(layers, graph.images(), 0, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, features);
        graph.logits(logits);
        if (graph.wants(BridgingGap.CROSS_ENTROPY)) {
            graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
        }
        makeState(layers, backbone.head().classes(), channels);
        if (graph.wants(DOMAIN) || graph.wants(UNIVERSUM)) {
            adapt(graph, features.reshape(-1, channels, layers.sizeOf(features).area()), channels);
        }
    }

    private static void makeState(Layers layers, int classes, int channels) {
        Initializer zero = new Initializer.Constant(0);
        layers.state(PlaceAssigner.CENTRES, zero, classes, channels);
        layers.state(PlaceAssigner.COUNTS, zero, classes);
        layers.state(PlaceAssigner.UNIVERSUM, zero, channels);
        layers.state(PlaceAssigner.UNIVERSUM_COUNT, zero, 1);
    }

    private void adapt(TrainingGraphBuilder graph, SDVariable places, int channels) {
        SDVariable pooled = places.mean(2);
        graph.compute(new PlaceAssigner(options.set(), places.name(), pooled.name()), places, pooled);
        AdaptationTerms terms = new AdaptationTerms(places, pooled, channels, options.set());
        if (graph.wants(DOMAIN)) {
            SDVariable source = graph.computed(PlaceAssigner.SOURCE, -1, options.set() - 1, -1);
            SDVariable target = graph.computed(PlaceAssigner.TARGET, -1, options.set(), -1);
            graph.term(DOMAIN, terms.domain(source, target, graph.computed(PlaceAssigner.USED, -1)));
        }
        if (graph.wants(UNIVERSUM)) {
            graph.term(UNIVERSUM, terms.universum(graph.computed(PlaceAssigner.BACKGROUND, -1, -1)));
        }
    }
}
