package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.Sums;
import org.wsol.maps.variant.Channels.NoOptions;

/**
 * The norm map F: the length of the feature vector at every position, {@code sqrt(sum over k of A_k^2)} (Kim et al.,
 * CVPR 2022, section 3). At the last stage it is the map of {@code evaluation.map: norm}.
 */
public final class NormMap implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "norm";
    }

    @Override
    public String summary() {
        return "Norm map F: the length of the feature vector at each position; the same for every class.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return evidence -> Channels.eachStage(evidence, stage -> Sums.lengths(evidence.activations(stage)));
    }
}
