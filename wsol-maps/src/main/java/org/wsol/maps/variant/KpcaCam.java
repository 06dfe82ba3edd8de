package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.PrincipalMap;
import org.wsol.maps.variant.Channels.NoOptions;

/** First component of kernel principal component analysis of A (Karmani et al., 2024). */
public final class KpcaCam implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "kpcacam";
    }

    @Override
    public String summary() {
        return "KPCA-CAM: first component of the activations under a sigmoid kernel; no class, no gradient.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return evidence ->
                Channels.eachStage(evidence, stage -> PrincipalMap.sigmoidKernel(evidence.activations(stage)));
    }
}
