package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link AdversarialErasing}. */
public final class AdversarialErasingProvider implements MethodProvider<AdversarialErasing.Options> {

    @Override
    public String name() {
        return AdversarialErasing.NAME;
    }

    @Override
    public String summary() {
        return "ACoL (Zhang et al., CVPR 2018): a second classifier must recognise the image without the positions that"
                + " the first one used.";
    }

    @Override
    public Class<AdversarialErasing.Options> optionsType() {
        return AdversarialErasing.Options.class;
    }

    @Override
    public Method create(AdversarialErasing.Options options) {
        return new AdversarialErasing(options);
    }
}
