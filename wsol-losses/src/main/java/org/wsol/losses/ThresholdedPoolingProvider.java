package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link ThresholdedPooling}. */
public final class ThresholdedPoolingProvider implements MethodProvider<ThresholdedPooling.Options> {

    @Override
    public String name() {
        return ThresholdedPooling.NAME;
    }

    @Override
    public String summary() {
        return "TAP with NWC (Bae et al., ECCV 2020): features are averaged over positions with a high response only;"
                + " negative class weights are not used in the map.";
    }

    @Override
    public Class<ThresholdedPooling.Options> optionsType() {
        return ThresholdedPooling.Options.class;
    }

    @Override
    public Method create(ThresholdedPooling.Options options) {
        return new ThresholdedPooling(options);
    }
}
