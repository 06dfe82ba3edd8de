package org.wsol.maps;

import java.util.Map;
import org.wsol.config.internal.bind.OptionBinder;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Components;

/** Methods by name. */
public final class CamVariants {
    private CamVariants() {}

    /** Every method on the class path. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // A class literal cannot name the wildcard.
    public static Components<CamVariantProvider<?>> all() {
        return (Components) Components.load("map", CamVariantProvider.class);
    }

    /**
     * A method with its default options.
     *
     * @param name {@code layercam}, {@code scorecam}, ... or a method of another jar on the class path
     * @throws InvalidInputException if there is no such method
     */
    public static CamVariant create(String name) {
        return create(name, Map.of());
    }

    /**
     * A method with some options set.
     *
     * @param options option names and values as in YAML, for example {@code channels: 64}
     * @throws InvalidInputException if there is no such method or option, or a value cannot be used
     */
    public static CamVariant create(String name, Map<String, String> options) {
        return create(all().get(name), options);
    }

    /** The method of a specification; stages and averaging are left to the caller. */
    public static CamVariant create(MapSpec spec) {
        return create(spec.name(), spec.options());
    }

    private static <O extends Record> CamVariant create(CamVariantProvider<O> provider, Map<String, String> options) {
        return provider.create(OptionBinder.bind("map " + provider.name(), provider.optionsType(), options));
    }
}
