package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.variant.Channels.SmoothingOptions;

/** {@code sum over k of relu(G_k) A_k}: LayerCAM (Jiang et al., TIP 2021), designed for localization. */
public final class LayerCam implements CamVariantProvider<SmoothingOptions> {

    @Override
    public String name() {
        return "layercam";
    }

    @Override
    public String summary() {
        return "LayerCAM: element-wise product of activations and positive gradients; suitable for early and fused stages.";
    }

    @Override
    public Class<SmoothingOptions> optionsType() {
        return SmoothingOptions.class;
    }

    @Override
    public CamVariant create(SmoothingOptions options) {
        return Channels.byElements(
                (activations, gradients) -> gradients.rectified().times(activations), options.eigen());
    }
}
