package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.nd4j.StopGradient;
import org.wsol.engine.train.TrainingGraphBuilder;
import org.wsol.heads.internal.ClassMaps;
import org.wsol.heads.internal.Enlargement;
import org.wsol.heads.internal.GuidanceNetwork;

/** The three guidance terms of SPG. Maps are enlarged before sigmoid and scaling, and targets have no gradient. */
final class GuidanceTerms {
    private final Layers layers;
    private final GuidanceNetwork.Outputs out;
    private final ImageSize size;
    private final SelfProducedGuidance.Options options;
    private final SDVariable attention;
    private final SDVariable b1;
    private final SDVariable b2;

    GuidanceTerms(
            Layers layers,
            GuidanceNetwork.Outputs out,
            SDVariable labels,
            int classes,
            ImageSize size,
            SelfProducedGuidance.Options options) {
        this.layers = layers;
        this.out = out;
        this.size = size;
        this.options = options;
        ImageSize mapSize = layers.sizeOf(out.maps());
        SDVariable map = StopGradient.of(ClassMaps.of(out.maps(), labels, classes, mapSize));
        this.attention = Enlargement.bilinear(layers, map, mapSize, size);
        GuidanceNetwork.Guided heads = out.guided().orElseThrow();
        this.b1 = enlarged(heads.b1());
        this.b2 = enlarged(heads.b2());
    }

    private SDVariable enlarged(SDVariable head) {
        ImageSize from = layers.sizeOf(head);
        return Enlargement.bilinear(layers, head.reshape(-1, from.area()), from, size);
    }

    void add(TrainingGraphBuilder graph) {
        if (graph.wants(SelfProducedGuidance.B2)) {
            graph.term(SelfProducedGuidance.B2, b2FromAttention());
        }
        if (graph.wants(SelfProducedGuidance.B1)) {
            graph.term(SelfProducedGuidance.B1, b1FromB2());
        }
        if (graph.wants(SelfProducedGuidance.C)) {
            graph.term(SelfProducedGuidance.C, cFromFused());
        }
    }

    /** A constant class map provides no target. */
    SDVariable b2FromAttention() {
        SDVariable usable = ClassMaps.flat(attention).rsub(1.0);
        return mask(ClassMaps.scaled(attention), options.attention(), usable).crossEntropy(b2);
    }

    SDVariable b1FromB2() {
        SDVariable target = sigmoid(b2);
        return mask(target, options.later(), always(target)).crossEntropy(b1);
    }

    SDVariable cFromFused() {
        SDVariable target = sigmoid(b1).add(sigmoid(b2)).div(2.0);
        SDVariable c = enlarged(out.guided().orElseThrow().c());
        return mask(target, options.fused(), always(target)).crossEntropy(c);
    }

    private GuidanceMask mask(SDVariable map, SelfProducedGuidance.Thresholds cut, SDVariable usable) {
        return GuidanceMask.of(map, cut.high(), cut.low(), size.area(), usable);
    }

    private SDVariable sigmoid(SDVariable scores) {
        return layers.graph().nn().sigmoid(StopGradient.of(scores));
    }

    private static SDVariable always(SDVariable map) {
        return map.max(true, 1).gte(Double.NEGATIVE_INFINITY).castTo(map.dataType());
    }
}
