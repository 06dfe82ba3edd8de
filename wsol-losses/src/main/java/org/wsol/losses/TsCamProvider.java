package org.wsol.losses;

import org.wsol.core.component.Setting;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link TsCam}. */
public final class TsCamProvider implements MethodProvider<TsCamProvider.Options> {

    /** The kind of map. */
    public enum MapKind {
        /** The class's map times the attention: the published one. */
        PRODUCT,
        /** The class's map alone. */
        SEMANTIC,
        /** The attention alone, the same for every class. */
        ATTENTION
    }

    /**
     * The options.
     *
     * @param map the kind of map
     */
    public record Options(
            @Setting(
                    doc = "Kind of map: product (as published), semantic (the class's scores alone) or attention"
                            + " (that of the class token, the same for every class).",
                    defaultValue = "product")
            MapKind map) {}

    @Override
    public String name() {
        return TsCam.NAME;
    }

    @Override
    public String summary() {
        return "TS-CAM (Gao et al., ICCV 2021): a transformer's patch scores times its class token's attention.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Method create(Options options) {
        return new TsCam(options.map());
    }
}
