package org.wsol.maps.variant;

import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.ChannelWeights;
import org.wsol.maps.formula.Sums;
import org.wsol.maps.variant.Channels.NoOptions;

/** Feature explanation method (Ahmed Asif Fuad et al., IPTA 2020): weights are shares of positions above mean + 2 deviations. */
public final class Fem implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "fem";
    }

    @Override
    public String summary() {
        return "FEM: channels weighted by their share of unusually high values; no class, no gradient.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return evidence -> Channels.eachStage(evidence, stage -> {
            FeatureMaps activations = evidence.activations(stage);
            return Sums.weighted(activations, ChannelWeights.sharesOfRareValues(activations));
        });
    }
}
