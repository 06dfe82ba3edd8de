package org.wsol.losses;

import org.wsol.engine.train.Method;
import org.wsol.engine.train.MethodProvider;

/** Makes {@link ClassActivationMapping}. */
public final class ClassActivationMappingProvider implements MethodProvider<ClassActivationMappingProvider.NoOptions> {

    /** Plain class activation mapping has no options. */
    public record NoOptions() {}

    @Override
    public String name() {
        return ClassActivationMapping.NAME;
    }

    @Override
    public String summary() {
        return "Plain class activation mapping (Zhou et al., CVPR 2016): cross-entropy alone.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public Method create(NoOptions options) {
        return new ClassActivationMapping();
    }
}
