package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link DomainAdaptation}. */
public final class DomainAdaptationProvider implements MethodProvider<DomainAdaptation.Options> {

    @Override
    public String name() {
        return DomainAdaptation.NAME;
    }

    @Override
    public String summary() {
        return "DA-WSOL (Zhu et al., CVPR 2022): features of single positions are pulled towards the pooled feature by"
                + " domain adaptation.";
    }

    @Override
    public Class<DomainAdaptation.Options> optionsType() {
        return DomainAdaptation.Options.class;
    }

    @Override
    public Method create(DomainAdaptation.Options options) {
        return new DomainAdaptation(options);
    }
}
