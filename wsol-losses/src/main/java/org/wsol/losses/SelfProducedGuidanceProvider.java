package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link SelfProducedGuidance}. */
public final class SelfProducedGuidanceProvider implements MethodProvider<SelfProducedGuidance.Options> {

    @Override
    public String name() {
        return SelfProducedGuidance.NAME;
    }

    @Override
    public String summary() {
        return "SPG (Zhang et al., ECCV 2018): masks made from the network's own maps teach earlier layers"
                + " to distinguish object and background.";
    }

    @Override
    public Class<SelfProducedGuidance.Options> optionsType() {
        return SelfProducedGuidance.Options.class;
    }

    @Override
    public Method create(SelfProducedGuidance.Options options) {
        return new SelfProducedGuidance(options);
    }
}
