package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link ContrastiveActivation}. */
public final class ContrastiveActivationProvider implements MethodProvider<ContrastiveActivation.Options> {

    @Override
    public String name() {
        return ContrastiveActivation.NAME;
    }

    @Override
    public String summary() {
        return "C2AM (Xie et al., CVPR 2022): one map for all classes separates foreground from background"
                + " by contrast; no label reaches it.";
    }

    @Override
    public Class<ContrastiveActivation.Options> optionsType() {
        return ContrastiveActivation.Options.class;
    }

    @Override
    public Method create(ContrastiveActivation.Options options) {
        return new ContrastiveActivation(options);
    }
}
