package org.wsol.losses;

import java.util.List;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Provides plain class activation mapping with {@link CutMix}. */
public final class CutMixProvider implements MethodProvider<CutMix.Options> {

    @Override
    public String name() {
        return CutMix.NAME;
    }

    @Override
    public String summary() {
        return "CutMix (Yun et al., ICCV 2019):"
                + " plain CAM on images with a box of another image, labels shared by area.";
    }

    @Override
    public Class<CutMix.Options> optionsType() {
        return CutMix.Options.class;
    }

    @Override
    public Method create(CutMix.Options options) {
        return new ClassActivationMapping(CutMix.NAME, List.of(new CutMix(options)));
    }
}
