package org.wsol.losses;

import org.wsol.engine.train.BatchStep;
import org.wsol.engine.train.BatchStepProvider;

/** Makes {@link HideAndSeek} as a batch step for any method. */
public final class HideAndSeekStepProvider implements BatchStepProvider<HideAndSeek.Options> {

    @Override
    public String name() {
        return HideAndSeek.NAME;
    }

    @Override
    public String summary() {
        return "Hide-and-seek (Kumar Singh and Lee, ICCV 2017), before any method.";
    }

    @Override
    public Class<HideAndSeek.Options> optionsType() {
        return HideAndSeek.Options.class;
    }

    @Override
    public BatchStep create(HideAndSeek.Options options) {
        return new HideAndSeek(options);
    }
}
