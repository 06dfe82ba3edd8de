package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.variant.Channels.SmoothingOptions;

/** {@code sum over k of G_k A_k}: HiResCAM (Draelos and Carin, 2020). */
public final class HiResCam implements CamVariantProvider<SmoothingOptions> {

    @Override
    public String name() {
        return "hirescam";
    }

    @Override
    public String summary() {
        return "HiResCAM: element-wise product of activations and gradients.";
    }

    @Override
    public Class<SmoothingOptions> optionsType() {
        return SmoothingOptions.class;
    }

    @Override
    public CamVariant create(SmoothingOptions options) {
        return Channels.byElements(FeatureMaps::times, options.eigen());
    }
}
