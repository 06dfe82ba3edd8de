package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link ActivationSuppression}. */
public final class ActivationSuppressionProvider implements MethodProvider<ActivationSuppression.Options> {

    @Override
    public String name() {
        return ActivationSuppression.NAME;
    }

    @Override
    public String summary() {
        return "BAS (Wu et al., CVPR 2022): a map generator is rewarded when the image without its map"
                + " loses the class score.";
    }

    @Override
    public Class<ActivationSuppression.Options> optionsType() {
        return ActivationSuppression.Options.class;
    }

    @Override
    public Method create(ActivationSuppression.Options options) {
        return new ActivationSuppression(options);
    }
}
