package org.wsol.heads.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.plan.StaticShapes;
import org.wsol.heads.internal.ErasingBranches.ConvolutionHead;

/**
 * The two classifiers of ACoL (Zhang et al., CVPR 2018): scores are the first one's; the map is the larger of both, each scaled to
 * [0, 1].
 *
 * @param threshold share of the first map's range from which positions are erased for the second
 * @param width channels inside the classifiers
 * @param point the stage that feeds the classifiers
 */
public record ErasingHead(
        @Setting(
                doc = "Share of the first map's range from which positions are erased for the second classifier.",
                min = 0)
        double threshold,

        @Setting(doc = "Channels inside both classifiers.", min = 1)
        int width,

        @Setting(doc = "The stage that is the input of both classifiers.")
        Optional<String> point)
        implements Localization {
    /** The method's name. */
    public static final String NAME = "acol";

    private static final Places PLACES = new Places(
            Map.of("vgg16", List.of("pool5|conv5_3"), "inception_v3", List.of("Mixed_6e")),
            backbone -> List.of(Places.last(backbone)));

    /** Provides the head. */
    public static final class Provider extends HeadProvider<ErasingHead> {
        /** Called by the service loader. */
        public Provider() {
            super(NAME, "Two classifiers; positions used by the first are erased for the second.", ErasingHead.class);
        }
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Layers layers = graph.layers();
        SDVariable features = features(graph.backbone(), layers, graph.images());
        ErasingBranches branches = branches(graph.backbone(), layers, features);
        SDVariable first = branches.first(features);
        graph.logits(first.mean(2, 3));
        SDVariable second = branches.second(features, branches.keepMask(first, graph.wanted()));
        graph.map(branches.map(first, second, graph.wanted()), layers.sizeOf(features));
    }

    /** The input of the classifiers, shape (B, C, h, w). */
    public SDVariable features(Backbone backbone, Layers layers, SDVariable images) {
        String name = PLACES.in(backbone, point.map(List::of)).get(0);
        SDVariable features = backbone.apply(layers, images, 0, backbone.stagesThrough(name));
        return backbone.name().equals("vgg16") ? layers.averagePool(features, 3, 1, Padding.of(1)) : features;
    }

    /** Both classifiers. */
    public ErasingBranches branches(Backbone backbone, Layers layers, SDVariable features) {
        Initializer initializer =
                backbone.name().startsWith("resnet") ? new Initializer.HeFanOut() : new Initializer.Xavier();
        int channels = StaticShapes.channels(features);
        int classes = backbone.head().classes();
        return new ErasingBranches(
                layers,
                new ConvolutionHead(NAME + ".a", channels, width, classes, initializer),
                new ConvolutionHead(NAME + ".b", channels, width, classes, initializer),
                threshold);
    }
}
