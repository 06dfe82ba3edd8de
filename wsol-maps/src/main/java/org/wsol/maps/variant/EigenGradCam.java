package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.variant.Channels.NoOptions;

/** First principal component of A G, with its value of largest magnitude positive. */
public final class EigenGradCam implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "eigengradcam";
    }

    @Override
    public String summary() {
        return "EigenGrad-CAM: first principal component of activations times gradients.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return Channels.byElements(FeatureMaps::times, true);
    }
}
