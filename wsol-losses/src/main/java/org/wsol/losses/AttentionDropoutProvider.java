package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link AttentionDropout}. */
public final class AttentionDropoutProvider implements MethodProvider<AttentionDropout.Options> {

    @Override
    public String name() {
        return AttentionDropout.NAME;
    }

    @Override
    public String summary() {
        return "ADL (Choe and Shim, CVPR 2019): layers inside the network drop the positions with the highest response"
                + " or weight features by importance.";
    }

    @Override
    public Class<AttentionDropout.Options> optionsType() {
        return AttentionDropout.Options.class;
    }

    @Override
    public Method create(AttentionDropout.Options options) {
        return new AttentionDropout(options);
    }
}
