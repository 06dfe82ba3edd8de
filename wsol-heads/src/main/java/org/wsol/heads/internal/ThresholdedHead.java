package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;

/**
 * TAP and NWC: the backbone's head on features that are averaged over responsive positions, and maps without negative weights.
 *
 * @param threshold share of a channel's maximum a position must exceed
 * @param clampWeights whether negative class weights are excluded from the map
 */
public record ThresholdedHead(
        @Setting(doc = "Share of a channel's maximum above which a position is included.", min = 0, max = 1)
        double threshold,

        @Setting(doc = "Whether negative class weights count as 0 in the map.")
        boolean clampWeights)
        implements Localization {
    /** The method's name. */
    public static final String NAME = "tap";

    /** Provides the head. */
    public static final class Provider extends HeadProvider<ThresholdedHead> {
        /** Called by the service loader. */
        public Provider() {
            super(NAME, "Thresholded average pooling and clamped weights.", ThresholdedHead.class);
        }
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Backbone backbone = graph.backbone();
        Layers layers = graph.layers();
        Head head = backbone.head();
        SDVariable features =
                backbone.apply(layers, graph.images(), 0, backbone.stages().size());
        graph.logits(logits(layers, head, features));
        SDVariable weight = head.weight(layers);
        graph.classActivationMap(
                features, clampWeights ? layers.graph().nn().relu(weight, 0) : weight, head.channels());
    }

    /**
     * Class scores, shape (B, K).
     *
     * @param features of the last stage, shape (B, C, h, w)
     */
    public SDVariable logits(Layers layers, Head head, SDVariable features) {
        SDVariable pooled = layers.dropout(pooled(features, threshold), head.dropout(), head.channels());
        SDVariable bias = layers.parameter(head.biasName(), new Initializer.Constant(0), head.classes());
        return layers.graph()
                .mmul(pooled, head.weight(layers), false, true, false)
                .add(bias);
    }

    /**
     * Thresholded average pooling: with {@code v = f [f > threshold max f]} per image and channel,
     * {@code sum v / max(1, number of v > 0)}. Threshold and number carry no gradient.
     *
     * @param features shape (B, C, h, w)
     * @return shape (B, C)
     */
    public static SDVariable pooled(SDVariable features, double threshold) {
        SDVariable kept = features.gt(features.max(true, 2, 3).mul(threshold)).castTo(features.dataType());
        SDVariable values = features.mul(kept);
        SDVariable positive = values.gt(0).castTo(features.dataType()).sum(2, 3);
        SDVariable one = features.getSameDiff().constant(1.0).castTo(features.dataType());
        return values.sum(2, 3).div(features.getSameDiff().math().max(positive, one));
    }
}
