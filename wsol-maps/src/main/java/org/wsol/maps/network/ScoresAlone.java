package org.wsol.maps.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;

/**
 * A network with its own head that has no class activation map. A graph needs one all the same, so the mean over the channels
 * stands for it; {@link ExplainedNetwork} never gives it away.
 */
final class ScoresAlone implements Localization {

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Backbone backbone = graph.backbone();
        SDVariable features = backbone.apply(
                graph.layers(), graph.images(), 0, backbone.stages().size());
        graph.logits(backbone.head().logits(graph.layers(), features));
        graph.map(features.mean(1), graph.layers().sizeOf(features));
    }
}
