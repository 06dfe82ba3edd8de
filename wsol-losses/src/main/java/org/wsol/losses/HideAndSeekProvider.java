package org.wsol.losses;

import java.util.List;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Provides plain class activation mapping with {@link HideAndSeek}. */
public final class HideAndSeekProvider implements MethodProvider<HideAndSeek.Options> {

    @Override
    public String name() {
        return HideAndSeek.NAME;
    }

    @Override
    public String summary() {
        return "Hide-and-seek (Kumar Singh and Lee, ICCV 2017):"
                + " plain CAM on images of which random patches are hidden.";
    }

    @Override
    public Class<HideAndSeek.Options> optionsType() {
        return HideAndSeek.Options.class;
    }

    @Override
    public Method create(HideAndSeek.Options options) {
        return new ClassActivationMapping(HideAndSeek.NAME, List.of(new HideAndSeek(options)));
    }
}
