package org.wsol.engine.graph;

import org.wsol.core.ImageSize;
import org.wsol.core.component.Component;

/**
 * Creates backbones of one kind; found by name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the options an experiment may set, for example {@code featureMap}
 */
public interface BackboneProvider<O extends Record> extends Component<O> {

    /**
     * The backbone for a number of classes.
     *
     * @param options validated options
     * @param imageSize rows and columns of the input images
     * @param classes number of classes K
     * @throws org.wsol.core.InvalidInputException if the options do not fit together
     */
    Backbone create(O options, ImageSize imageSize, int classes);
}
