package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;

/**
 * TS-CAM (Gao et al., ICCV 2021, equations 3 to 6): a 3x3 convolution scores a transformer's patches; a class's map is
 * its channel times the attention of the class token.
 *
 * @param map the kind of map
 */
public record PatchHead(
        @Setting(doc = "Kind of map: product, semantic or attention.")
        MapKind map) implements Localization {
    /** The method's name. */
    public static final String NAME = "ts-cam";

    private static final String PARAMETERS = NAME + ".head";
    private static final int KERNEL = 3;

    /** The kind of map. */
    public enum MapKind {
        /** The class's map times the attention: the published one. */
        PRODUCT,
        /** The class's map alone. */
        SEMANTIC,
        /** The attention alone, the same for every class. */
        ATTENTION
    }

    /** Provides the head. */
    public static final class Provider extends HeadProvider<PatchHead> {
        /** Called by the service loader. */
        public Provider() {
            super(NAME, "Scores of a transformer's patches and its attention.", PatchHead.class);
        }
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Layers layers = graph.layers();
        SDVariable scored = scored(layers, graph.backbone(), graph.images());
        graph.logits(scored.mean(2, 3));
        int places = Math.toIntExact(layers.sizeOf(scored).area());
        SDVariable wanted = graph.wanted().reshape(-1, graph.classes(), 1, 1);
        SDVariable semantic = scored.mul(wanted).sum(1).reshape(-1, places);
        SDVariable attention = attention(layers, places);
        SDVariable chosen =
                switch (map) {
                    case PRODUCT -> semantic.mul(attention);
                    case SEMANTIC -> semantic;
                    case ATTENTION -> attention;
                };
        graph.map(chosen, layers.sizeOf(scored));
    }

    /**
     * The score of every class at every position, shape (B, K, h, w).
     *
     * @throws InvalidInputException if the backbone has no attention
     */
    public static SDVariable scored(Layers layers, Backbone backbone, SDVariable images) {
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        if (layers.notes().attentions().isEmpty()) {
            throw new InvalidInputException("method " + NAME + " needs a backbone with attention, such as deit_small;"
                    + " backbone " + backbone.name() + " has none");
        }
        Convolution geometry = Convolution.square(
                        backbone.head().channels(), backbone.head().classes(), KERNEL)
                .withBias();
        return layers.convolution(PARAMETERS, features, geometry, new Initializer.UniformFanIn());
    }

    /** The attention of the class token, averaged over the heads and summed over the blocks: (B, positions). */
    private static SDVariable attention(Layers layers, int places) {
        return layers.notes().attentions().values().stream()
                .map(block -> block.get(
                                SDIndex.all(), SDIndex.all(), SDIndex.interval(0, 1), SDIndex.interval(1, places + 1))
                        .mean(1)
                        .reshape(-1, places))
                .reduce(SDVariable::add)
                .orElseThrow();
    }
}
