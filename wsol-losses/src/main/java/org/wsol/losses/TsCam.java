package org.wsol.losses;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.PatchHead;

/**
 * TS-CAM (Gao et al., ICCV 2021): a transformer's patches are scored by a 3x3 convolution, whose mean over the
 * positions is the class score; the map of a class is its channel of that convolution times the attention of the class
 * token, summed over all blocks (equations 3 to 6). Trained with cross-entropy alone; attention is used in inference
 * only.
 */
public final class TsCam implements Method {
    /** The method's name in experiment files. */
    public static final String NAME = PatchHead.NAME;

    private final PatchHead head;

    /** Creates the method with a kind of map. */
    public TsCam(TsCamProvider.MapKind map) {
        this.head = new PatchHead(PatchHead.MapKind.valueOf(map.name()));
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
        SDVariable scored = PatchHead.scored(graph.layers(), graph.backbone(), graph.images());
        SDVariable logits = scored.mean(2, 3);
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
