package org.wsol.losses;

import org.wsol.engine.train.BatchStep;
import org.wsol.engine.train.BatchStepProvider;

/** Makes {@link CutMix} as a batch step for any method. */
public final class CutMixStepProvider implements BatchStepProvider<CutMix.Options> {

    @Override
    public String name() {
        return CutMix.NAME;
    }

    @Override
    public String summary() {
        return "CutMix (Yun et al., ICCV 2019), before any method.";
    }

    @Override
    public Class<CutMix.Options> optionsType() {
        return CutMix.Options.class;
    }

    @Override
    public BatchStep create(CutMix.Options options) {
        return new CutMix(options);
    }
}
