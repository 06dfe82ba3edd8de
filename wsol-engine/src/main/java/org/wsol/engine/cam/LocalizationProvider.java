package org.wsol.engine.cam;

import org.wsol.core.component.Component;

/**
 * Makes the inference side of a method whose scores or maps come from a head of its own, so that its networks can be used
 * where the method is not; found by the method's name with {@link java.util.ServiceLoader}.
 *
 * @param <O> what of the method's options counts in inference
 */
public interface LocalizationProvider<O extends Record> extends Component<O> {

    /** The inference side with validated options. */
    Localization create(O options);
}
