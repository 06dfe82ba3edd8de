package org.wsol.engine.cam;

import org.wsol.core.component.Component;

/**
 * Creates the inference side of a method whose scores or maps come from its own head, so that its networks can be used
 * without the method; found by the method's name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the method's options that affect inference
 */
public interface LocalizationProvider<O extends Record> extends Component<O> {

    /** The inference side with validated options. */
    Localization create(O options);
}
