package org.wsol.losses;

import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;

/**
 * TS-CAM (Gao et al., ICCV 2021): a transformer's patches are scored by a 3x3 convolution, whose mean over the places is the
 * class score; the map of a class is its channel of that convolution times the attention of the class token, summed
 * over all blocks (equations 3 to 6). Trained with cross-entropy alone; attention counts in inference only.
 */
public final class TsCam implements Method {
    /** Its name in experiments. */
    public static final String NAME = "ts-cam";

    private static final String HEAD = NAME + ".head";
    private static final int KERNEL = 3;

    private final TsCamProvider.MapKind map;

    /** The method with a kind of map. */
    public TsCam(TsCamProvider.MapKind map) {
        this.map = map;
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
        SDVariable scored = scored(graph.layers(), graph.backbone(), graph.images());
        SDVariable logits = scored.mean(2, 3);
        graph.logits(logits);
        graph.term(BridgingGap.CROSS_ENTROPY, CrossEntropy.of(logits, graph.labels()));
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

    /** The score of every class at every place, (B, K, h, w). */
    private static SDVariable scored(Layers layers, Backbone backbone, SDVariable images) {
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        if (layers.notes().attentions().isEmpty()) {
            throw new InvalidInputException("method " + NAME + " needs a backbone with attention, such as deit_small;"
                    + " backbone " + backbone.name() + " has none");
        }
        Convolution geometry = Convolution.square(
                        backbone.head().channels(), backbone.head().classes(), KERNEL)
                .withBias();
        return layers.convolution(HEAD, features, geometry, new Initializer.UniformFanIn());
    }

    /** The attention of the class token, mean over the heads, summed over the blocks: (B, places). */
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
