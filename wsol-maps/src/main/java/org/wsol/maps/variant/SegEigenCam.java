package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.variant.Channels.NoOptions;

/** First principal component of A |G|, with its value of largest magnitude positive, the paper's rule. */
public final class SegEigenCam implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "segeigencam";
    }

    @Override
    public String summary() {
        return "Seg-Eigen-CAM: first principal component of activations times gradient magnitudes.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return Channels.byElements((activations, gradients) -> activations.times(gradients.absolute()), true);
    }
}
