package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link BridgingGap}. */
public final class BridgingGapProvider implements MethodProvider<BridgingGapOptions> {

    @Override
    public String name() {
        return BridgingGap.NAME;
    }

    @Override
    public String summary() {
        return "Bridging the gap between classification and localization (Kim et al., CVPR 2022): norm map and"
                + " similarity map trained toward each other, attentive dropout with consistency.";
    }

    @Override
    public Class<BridgingGapOptions> optionsType() {
        return BridgingGapOptions.class;
    }

    @Override
    public Method create(BridgingGapOptions options) {
        return new BridgingGap(options);
    }
}
