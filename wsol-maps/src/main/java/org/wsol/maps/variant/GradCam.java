package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.ChannelWeights;
import org.wsol.maps.variant.Channels.SmoothingOptions;

/** {@code sum over k of mean(G_k) A_k}: Grad-CAM (Selvaraju et al., ICCV 2017). */
public final class GradCam implements CamVariantProvider<SmoothingOptions> {

    @Override
    public String name() {
        return "gradcam";
    }

    @Override
    public String summary() {
        return "Grad-CAM: channels weighted by the mean of their gradient.";
    }

    @Override
    public Class<SmoothingOptions> optionsType() {
        return SmoothingOptions.class;
    }

    @Override
    public CamVariant create(SmoothingOptions options) {
        return Channels.weighted((activations, gradients) -> ChannelWeights.means(gradients), options.eigen());
    }
}
