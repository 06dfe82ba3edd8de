package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.PrincipalMap;
import org.wsol.maps.variant.Channels.NoOptions;

/** First principal component of A (Muhammad and Yeasin, IJCNN 2020), with its value of largest magnitude positive. */
public final class EigenCam implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "eigencam";
    }

    @Override
    public String summary() {
        return "Eigen-CAM: first principal component of the activations; no class, no gradient, fast.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return evidence -> Channels.eachStage(evidence, stage -> PrincipalMap.linear(evidence.activations(stage)));
    }
}
