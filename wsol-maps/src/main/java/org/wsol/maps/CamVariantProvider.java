package org.wsol.maps;

import org.wsol.core.component.Component;

/**
 * Creates {@link CamVariant}s of one kind; found by name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the options a user may set
 */
public interface CamVariantProvider<O extends Record> extends Component<O> {

    /** The variant with validated options. */
    CamVariant create(O options);

    /**
     * Whether the maps are those of target stages ({@link Evidence#stages()}); false if the method always uses the
     * complete network or its last stage, so that a choice of stages is an error.
     */
    default boolean usesStages() {
        return true;
    }
}
