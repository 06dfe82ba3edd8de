package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.variant.Channels.SmoothingOptions;

/** {@code sum over k of relu(G_k A_k)}: the element-wise form of Grad-CAM. */
public final class ElementWiseGradCam implements CamVariantProvider<SmoothingOptions> {

    @Override
    public String name() {
        return "elementwise";
    }

    @Override
    public String summary() {
        return "Element-wise Grad-CAM: the positive part of activation times gradient.";
    }

    @Override
    public Class<SmoothingOptions> optionsType() {
        return SmoothingOptions.class;
    }

    @Override
    public CamVariant create(SmoothingOptions options) {
        return Channels.byElements(
                (activations, gradients) -> activations.times(gradients).rectified(), options.eigen());
    }
}
